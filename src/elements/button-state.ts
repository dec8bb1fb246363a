import type { Verdict } from '../shapes.ts';

interface Known {
  /** Its author has disabled it. */
  byAuthor: boolean;
  /** Its command is not possible now. */
  impossible: boolean;
  /** We have described it. */
  described: boolean;
}

/** Shows on a button whether its command is possible now, without ever taking back what its author wrote. */
export class ButtonState {
  readonly #known = new WeakMap<HTMLButtonElement, Known>();
  readonly #quietly: (write: () => void) => void;

  /** @param quietly makes a write of ours, so that it is not taken for the author's. */
  constructor(quietly: (write: () => void) => void) {
    this.#quietly = quietly;
  }

  /** Somebody else has set or removed `disabled`. */
  authorWrote(button: HTMLButtonElement): void {
    const known = this.#known.get(button);
    if (!known) return;
    known.byAuthor = button.disabled;
    this.#disable(button, known);
  }

  show(button: HTMLButtonElement, verdict: Verdict, pressed?: boolean): void {
    const known = this.#known.get(button) ?? this.#meet(button);
    const { allowed, because, reason, fix } = verdict;
    const words = allowed ? null : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. ${fix}`;
    known.impossible = !allowed;
    write(button, 'data-utd-because', because);
    write(button, 'data-utd-reason', words);
    // Read out with the button, unless its author describes it otherwise.
    known.described ||= !button.hasAttribute('aria-describedby') && !button.hasAttribute('aria-description');
    if (known.described) write(button, 'aria-description', words);
    if (pressed !== undefined) write(button, 'aria-pressed', String(pressed));
    this.#disable(button, known);
  }

  #meet(button: HTMLButtonElement): Known {
    const known = { byAuthor: button.disabled, impossible: false, described: false };
    this.#known.set(button, known);
    button.addEventListener('blur', () => this.#disable(button, known));
    return known;
  }

  /**
   * A focused button that is disabled loses the focus to the page, so it waits for the blur; until
   * then `aria-disabled` says the same.
   */
  #disable(button: HTMLButtonElement, { byAuthor, impossible }: Known): void {
    const focused = button.matches(':focus');
    write(button, 'aria-disabled', impossible && focused ? 'true' : null);
    const disabled = byAuthor || (impossible && !focused);
    if (button.disabled !== disabled) this.#quietly(() => (button.disabled = disabled));
  }
}

function write(button: HTMLButtonElement, name: string, value: string | null): void {
  if (value === null) button.removeAttribute(name);
  else if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}
