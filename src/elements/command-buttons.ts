import { commands, targetOf, type Commanded } from './command.ts';
import { ButtonState } from './button-state.ts';

interface Bound {
  readonly target: Commanded;
  readonly session: Commanded['session'];
  readonly command: string;
  readonly value: string;
  readonly stop: () => void;
}

const selector = 'button[command^="--"]';
const watched = ['command', 'commandfor', 'value', 'disabled'];

/** The command buttons of one tree: each shows whether its command is possible now, and why not. */
class Buttons {
  readonly #root: Document | ShadowRoot;
  readonly #bound = new Map<HTMLButtonElement, Bound>();
  readonly #state = new ButtonState(() => this.#observer.takeRecords());
  readonly #observer = new MutationObserver((records) => {
    for (const { type, attributeName, target } of records)
      if (type === 'attributes' && attributeName === 'disabled')
        this.#state.authorWrote(target as HTMLButtonElement);
    this.soon();
  });
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

  #look(): void {
    for (const [button, bound] of this.#bound)
      if (!button.isConnected || button.getRootNode() !== this.#root) this.#free(button, bound);
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>(selector)) this.#bind(button);
  }

  #bind(button: HTMLButtonElement): void {
    const command = button.getAttribute('command')!;
    const target = targetOf(button);
    const session = target?.session;
    const { value } = button;
    const old = this.#bound.get(button);
    if (
      old &&
      old.target === target &&
      old.session === session &&
      old.command === command &&
      old.value === value
    )
      return;
    if (old) this.#free(button, old);
    if (!target || !session) return;
    const { verdict, pressed } = target[commands][command]!;
    const stop = session.watch(() => this.#state.show(button, verdict(value), pressed?.()));
    this.#bound.set(button, { target, session, command, value, stop });
  }

  #free(button: HTMLButtonElement, bound: Bound): void {
    bound.stop();
    this.#bound.delete(button);
  }
}

const trees = new WeakMap<Node, Buttons>();

/** An element that knows commands came, or got another session: the buttons of its tree may speak to it. */
export function buttonsChanged(element: HTMLElement): void {
  if (!element.isConnected) return;
  const root = element.getRootNode() as Document | ShadowRoot;
  const buttons = trees.get(root) ?? new Buttons(root);
  trees.set(root, buttons);
  buttons.soon();
}
