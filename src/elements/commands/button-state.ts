import { writeAttribute } from '../dom/last-written.ts';

/** What a button shows of its command. */
export interface Shown {
  /** Why the command is not possible now. */
  readonly because: string | null;
  /** The same in words. */
  readonly words: string | null;
  /** For a toggle: whether it is on. */
  readonly pressed?: boolean | undefined;
  /** Whether there is no use in showing it at all; as before where that is not known. */
  readonly hidden: boolean | undefined;
}

/** Attributes that the author of the page sets too. */
type Shared = 'disabled' | 'hidden';

/** What marks them as set by us, also in a copy of the button: to a browser every value of them says the same. */
const ours = 'utd';

const isAuthors = (button: HTMLButtonElement, attribute: Shared) =>
  button.hasAttribute(attribute) && button.getAttribute(attribute) !== ours;

interface Known {
  /** We want it. */
  readonly byUs: Record<Shared, boolean>;
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

  /** Somebody else has set or removed one of these. */
  authorWrote(button: HTMLButtonElement): void {
    const known = this.#known.get(button);
    if (known) this.#write(button, known);
  }

  show(button: HTMLButtonElement, { because, words, pressed, hidden }: Shown): void {
    const known = this.#known.get(button) ?? this.#meet(button);
    known.byUs.disabled = because !== null;
    known.byUs.hidden = hidden ?? known.byUs.hidden;
    // Read out with the button, unless its author describes it otherwise.
    known.described ||= !button.hasAttribute('aria-describedby') && !isDescribed(button);
    if (known.described) writeAttribute(button, 'aria-description', words);
    writeAttribute(button, 'data-utd-because', because);
    writeAttribute(button, 'data-utd-reason', words);
    if (pressed !== undefined) writeAttribute(button, 'aria-pressed', String(pressed));
    this.#write(button, known);
  }

  #meet(button: HTMLButtonElement): Known {
    const known = { byUs: { disabled: false, hidden: false }, described: false };
    this.#known.set(button, known);
    button.addEventListener('blur', () => this.#write(button, known));
    return known;
  }

  /**
   * A focused button that is disabled or hidden loses the focus to the page, so it waits for the blur;
   * until then `aria-disabled` says the same.
   */
  #write(button: HTMLButtonElement, { byUs }: Known): void {
    const focused = button.matches(':focus');
    writeAttribute(button, 'aria-disabled', byUs.disabled && focused ? 'true' : null);
    for (const attribute of ['disabled', 'hidden'] as const) {
      const wanted = isAuthors(button, attribute) || (byUs[attribute] && !focused);
      if (button.hasAttribute(attribute) !== wanted)
        this.#quietly(() =>
          wanted ? button.setAttribute(attribute, ours) : button.removeAttribute(attribute),
        );
    }
  }
}

/** By the author: in a copy of a button of ours the description is its reason of then. */
const isDescribed = (button: HTMLButtonElement) =>
  button.hasAttribute('aria-description') &&
  button.getAttribute('aria-description') !== button.getAttribute('data-utd-reason');
