import type { ErrorCode } from '../../protocol/codes.ts';
import { isSet } from '../dom/boolean-attribute.ts';
import { wordsFor } from './button-words.ts';
import { nearest } from '../dom/flat-tree.ts';
import { commands, targetOf, type CommandTarget, type Commands } from './command.ts';
import { ButtonState, type Shown } from './button-state.ts';
import { makeUpForClicks } from './invoker-polyfill.ts';
import { hearHolds, letGo } from './push-to-talk.ts';

interface Bound {
  readonly target: CommandTarget;
  readonly known: Commands;
  readonly command: string;
  readonly value: string;
  /** In which language it says why not. */
  readonly lang: string | null;
  /** Whether it is hidden where my role may never do it. */
  readonly hides: boolean;
  readonly stop: () => void;
}

const selector = 'button[command^="--"]';
const watched = ['command', 'commandfor', 'value', 'disabled', 'hidden', 'id', 'lang', 'hide-unavailable'];
const free: Shown = { because: null, words: null, hidden: false };

/** What no waiting mends. */
const never: ReadonlySet<ErrorCode | null> = new Set(['forbidden_role', 'owner_only', 'wrong_product_type']);

const holdsButton = (node: Node): boolean =>
  node instanceof Element && (node.matches(selector) || node.querySelector(selector) !== null);

/** Whether this could change what some button speaks to. Most mutations are text. */
const concerns = ({ type, attributeName, addedNodes, removedNodes }: MutationRecord): boolean =>
  type === 'attributes'
    ? attributeName !== 'disabled' && attributeName !== 'hidden'
    : [...addedNodes].some(holdsButton) || [...removedNodes].some(holdsButton);

/** The command buttons of one tree: each shows whether its command is possible now, and why not. */
class Buttons {
  readonly #root: Document | ShadowRoot;
  readonly #bound = new Map<HTMLButtonElement, Bound>();
  readonly #state = new ButtonState((write) => this.#quietly(write));
  readonly #observer = new MutationObserver((records) => this.#heard(records));
  #due = false;

  constructor(root: Document | ShadowRoot) {
    this.#root = root;
    this.#observer.observe(root, { childList: true, subtree: true, attributeFilter: watched });
  }

  /** Looks at all buttons once, however many reasons there are to. */
  soon(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#look();
    });
  }

  #heard(records: readonly MutationRecord[]): void {
    for (const { attributeName, target } of records)
      if (
        (attributeName === 'disabled' || attributeName === 'hidden') &&
        target instanceof HTMLButtonElement
      ) {
        this.#state.authorWrote(target);
        if (target.disabled) letGo(target);
      }
    if (records.some(concerns)) this.soon();
  }

  #quietly(write: () => void): void {
    const before = this.#observer.takeRecords();
    write();
    this.#observer.takeRecords();
    if (before.length) this.#heard(before);
  }

  #look(): void {
    for (const [button, bound] of this.#bound)
      if (!button.isConnected || button.getRootNode() !== this.#root) this.#free(button, bound);
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>(selector)) this.#bind(button);
  }

  #bind(button: HTMLButtonElement): void {
    const command = button.getAttribute('command')!;
    const { value } = button;
    const target = targetOf(button);
    const known = target?.[commands];
    const lang = nearest(button, 'lang');
    const hides = nearest(button, 'hide-unavailable', isSet) !== null;
    const now = { target, known, command, value, lang, hides };
    const old = this.#bound.get(button);
    if (old && Object.entries(now).every(([key, each]) => Reflect.get(old, key) === each)) return;
    if (old) this.#free(button, old);
    if (!target || !known) return;
    const session = target.session!; // what knows a command has a session
    const { verdict, pressed } = known[command]!;
    const stop = session.watch(() => {
      const said = verdict(value);
      const { because } = said;
      // In an outage nothing is possible, and nothing is known of what will be.
      const hidden =
        session.connection.state.get() === 'reconnecting' ? undefined : hides && never.has(because);
      this.#state.show(button, { because, words: wordsFor(said, lang), pressed: pressed?.(value), hidden });
    });
    this.#bound.set(button, { ...now, target, known, stop });
  }

  #free(button: HTMLButtonElement, bound: Bound): void {
    bound.stop();
    letGo(button);
    this.#bound.delete(button);
    this.#state.show(button, free);
  }
}

const trees = new WeakMap<Node, Buttons>();

/** An element that knows commands came, or knows others now: the buttons of its tree may speak to it. */
export function buttonsChanged(element: HTMLElement): void {
  if (!element.isConnected) return;
  makeUpForClicks(window);
  hearHolds(window);
  const root = element.getRootNode() as Document | ShadowRoot;
  const buttons = trees.get(root) ?? new Buttons(root);
  trees.set(root, buttons);
  buttons.soon();
}

/** An element that knew commands went: its buttons went with it, or speak to nobody. */
export function buttonsLeft(element: HTMLElement): void {
  trees.get(element.getRootNode())?.soon();
  trees.get(element.ownerDocument)?.soon();
}
