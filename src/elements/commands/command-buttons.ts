import { say, shortSentence } from '../../errors/translations.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { isSet } from '../dom/boolean-attribute.ts';
import { nearest } from '../dom/flat-tree.ts';
import { isElement, isTag } from '../dom/node-kind.ts';
import { rests } from '../dom/rest.ts';
import { ButtonState, type CommandState } from './button-state.ts';
import { commands, subject, targetOf, type CommandTarget, type Commands } from './command.ts';
import { installInvokerPolyfill } from './invoker-polyfill.ts';
import { isOrphan, noteCommands, orphaned, warnOfForm, warnOfOrphan } from './orphan-command.ts';
import { installPushToTalk, releaseButton } from './push-to-talk.ts';

interface Binding {
  readonly target: CommandTarget;
  readonly known: Commands;
  readonly command: string;
  readonly value: string;
  /** The language of the reason. */
  readonly lang: string | null;
  /** Whether the button is hidden while the role never allows the command. */
  readonly hides: boolean;
  readonly stop: () => void;
}

const selector = 'button[command^="--"]';
const watched = ['command', 'commandfor', 'value', 'disabled', 'hidden', 'id', 'lang', 'hide-unavailable'];
const unbound: CommandState = { subject: null, because: null, words: null, hidden: false };

/** Reasons that no waiting changes. */
const permanent: ReadonlySet<ErrorCode | null> = new Set([
  'forbidden_role',
  'owner_only',
  'wrong_product_type',
]);

/**
 * The reason why a command is not possible, in the language of its button. The texts of a verdict are in the language of
 * the page, and may tell more than the usual text of the code.
 */
function wordsFor({ because, reason, fix }: Verdict, lang: string | null): string | null {
  if (!because) return null;
  const usual = say(because, [], lang ?? '');
  return shortSentence(usual.lang === say(because).lang ? { happened: reason, fix } : usual);
}

const holdsButton = (node: Node): boolean =>
  isElement(node) && (node.matches(selector) || node.querySelector(selector) !== null);

/** Whether a mutation may change the target of a button. Most mutations are of text. */
const mayChangeTargets = ({ type, attributeName, addedNodes, removedNodes }: MutationRecord): boolean =>
  type === 'attributes'
    ? attributeName !== 'disabled' && attributeName !== 'hidden'
    : [...addedNodes].some(holdsButton) || [...removedNodes].some(holdsButton);

/** Button → the tree that shows its state. A tree hears of a button that left after the next one has it. */
const shownBy = new WeakMap<HTMLButtonElement, Buttons>();

/** The command buttons of one tree: each shows whether its command is possible now, and the reason where not. */
class Buttons {
  readonly #root: Document | ShadowRoot;
  readonly #bindings = new Map<HTMLButtonElement, Binding>();
  /** Buttons of commands that no element takes. */
  readonly #orphans = new Set<HTMLButtonElement>();
  readonly #state = new ButtonState((write) => this.#quietly(write));
  readonly #observer = new MutationObserver((records) => this.#handle(records));
  #scheduled = false;

  constructor(root: Document | ShadowRoot) {
    this.#root = root;
    this.#observer.observe(root, { childList: true, subtree: true, attributeFilter: watched });
  }

  /** Binds the buttons of the tree anew, once for all changes of a task. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#update();
    });
  }

  #handle(records: readonly MutationRecord[]): void {
    for (const { attributeName, target } of records)
      if ((attributeName === 'disabled' || attributeName === 'hidden') && isTag(target, 'button')) {
        this.#state.authorWrote(target);
        if (target.disabled) releaseButton(target);
      }
    if (records.some(mayChangeTargets)) this.schedule();
  }

  #quietly(write: () => void): void {
    const before = this.#observer.takeRecords();
    write();
    this.#observer.takeRecords();
    if (before.length) this.#handle(before);
  }

  #update(): void {
    for (const [button, binding] of this.#bindings) if (!this.#has(button)) this.#unbind(button, binding);
    for (const button of this.#orphans) if (!this.#has(button)) this.#release(button);
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>(selector))
      if (!rests(button, () => this.schedule())) this.#bind(button);
  }

  /** Whether a button stands in the tree, and has a command of ours still. */
  #has(button: HTMLButtonElement): boolean {
    return button.isConnected && button.getRootNode() === this.#root && button.matches(selector);
  }

  #bind(button: HTMLButtonElement): void {
    const command = button.getAttribute('command')!;
    const { value } = button;
    const target = targetOf(button);
    const known = target?.[commands];
    const lang = nearest(button, 'lang');
    const hides = nearest(button, 'hide-unavailable', isSet) !== null;
    const now = { target, known, command, value, lang, hides };
    const old = this.#bindings.get(button);
    if (old && Object.entries(now).every(([key, each]) => Reflect.get(old, key) === each)) return;
    if (old) this.#unbind(button, old);
    if (!target || !known) return this.#handleOrphan(button, command, lang);
    this.#orphans.delete(button);
    warnOfForm(button, command);
    const session = target.session!; // an element that knows a command has a session
    const { verdict, pressed } = known[command]!;
    shownBy.set(button, this);
    const stop = session.watch(() => {
      const current = verdict(value);
      const { because } = current;
      // During an outage no command is possible, and the verdict after it is not known.
      const hidden =
        session.connection?.state.get() === 'reconnecting' ? undefined : hides && permanent.has(because);
      this.#state.show(button, {
        subject: target[subject]?.(value) || null,
        because,
        words: wordsFor(current, lang),
        pressed: pressed?.(value),
        hidden,
      });
    });
    this.#bindings.set(button, { ...now, target, known, stop });
  }

  #handleOrphan(button: HTMLButtonElement, command: string, lang: string | null): void {
    if (isOrphan(button, command)) {
      this.#orphans.add(button);
      shownBy.set(button, this);
      const verdict = orphaned();
      const words = wordsFor(verdict, lang);
      this.#state.show(button, { ...unbound, because: verdict.because, words });
      warnOfOrphan(button, () => this.#orphans.has(button));
    } else if (this.#orphans.has(button)) this.#release(button);
  }

  #release(button: HTMLButtonElement): void {
    this.#orphans.delete(button);
    if (shownBy.get(button) === this) this.#state.show(button, unbound);
  }

  #unbind(button: HTMLButtonElement, binding: Binding): void {
    binding.stop();
    releaseButton(button);
    this.#bindings.delete(button);
    this.#release(button);
  }
}

const trees = new WeakMap<Node, Buttons>();

/** An element with commands was connected, or its commands changed: buttons of its tree may control it. */
export function buttonsChanged(element: HTMLElement & { readonly [commands]?: Commands }): void {
  // A window that shows an element moved there, as picture-in-picture of a document does, has clicks of its own.
  const { defaultView } = element.ownerDocument;
  if (!element.isConnected || !defaultView) return;
  const roots = [...rootsAround(element)];
  // Outside of a closed shadow root no listener sees its buttons.
  for (const each of [defaultView, ...roots.filter(({ mode }) => mode === 'closed')]) {
    installInvokerPolyfill(each);
    installPushToTalk(each);
  }
  noteCommands(element[commands] ?? {});
  const root = roots[0]!;
  if (!trees.has(root)) trees.set(root, new Buttons(root));
  for (const each of roots) trees.get(each)?.schedule();
}

/** The root of an element, and the roots around it, whose buttons a slot may put into the element. */
function* rootsAround(element: Element): Generator<ShadowRoot> {
  let root: Node | undefined = element.getRootNode();
  // A document has neither a host nor a mode.
  for (; root; root = (root as ShadowRoot).host?.getRootNode()) yield root as ShadowRoot;
}

/** An element with commands was disconnected: its buttons left the tree with it, or control no element any more. */
export function buttonsLeft(element: HTMLElement): void {
  trees.get(element.getRootNode())?.schedule();
  trees.get(element.ownerDocument)?.schedule();
}
