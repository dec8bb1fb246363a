import type { Verdict } from '../shapes.ts';

/** Shows on a button whether its command is possible now, without ever taking back what its author wrote. */
export class ButtonState {
  readonly #forget: () => void;
  /** Buttons that their author has disabled. */
  readonly #authors = new WeakSet<HTMLButtonElement>();
  /** Buttons that we have described. */
  readonly #described = new WeakSet<HTMLButtonElement>();
  readonly #seen = new WeakSet<HTMLButtonElement>();
  readonly #wanted = new WeakMap<HTMLButtonElement, boolean>();

  /** @param forget drops the records of our own writes, so that they are not taken for the author's. */
  constructor(forget: () => void) {
    this.#forget = forget;
  }

  /** Somebody else has set or removed `disabled`. */
  authorWrote(button: HTMLButtonElement): void {
    if (button.disabled) this.#authors.add(button);
    else this.#authors.delete(button);
  }

  show(
    button: HTMLButtonElement,
    { allowed, because, reason, fix }: Verdict,
    pressed: boolean | undefined,
  ): void {
    if (!this.#seen.has(button)) {
      this.#seen.add(button);
      if (button.disabled) this.#authors.add(button);
      button.addEventListener('blur', () => this.#disable(button));
    }
    this.#wanted.set(button, !allowed);
    write(button, 'data-utd-because', because);
    write(button, 'data-utd-reason', allowed ? null : `${reason}. ${fix}`);
    this.#describe(button, allowed ? null : `${reason}. ${fix}`);
    if (pressed !== undefined) write(button, 'aria-pressed', String(pressed));
    this.#disable(button);
  }

  /** A reason is read out with the button, unless its author describes it otherwise. */
  #describe(button: HTMLButtonElement, words: string | null): void {
    const own = this.#described.has(button);
    if (!own && (button.hasAttribute('aria-describedby') || button.hasAttribute('aria-description'))) return;
    this.#described.add(button);
    write(button, 'aria-description', words);
  }

  /**
   * A focused button that is disabled loses the focus to the page, so it waits for the blur; until
   * then `aria-disabled` says the same.
   */
  #disable(button: HTMLButtonElement): void {
    const disabled = this.#wanted.get(button) ?? false;
    const focused = button.matches(':focus');
    write(button, 'aria-disabled', disabled && focused ? 'true' : null);
    if (this.#authors.has(button) || button.disabled === (disabled && !focused)) return;
    button.disabled = disabled && !focused;
    this.#forget();
  }
}

function write(button: HTMLButtonElement, name: string, value: string | null): void {
  if (value === null) button.removeAttribute(name);
  else if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}
