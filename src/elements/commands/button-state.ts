import { writeAttribute } from '../dom/last-written.ts';
import { mayPutBack } from '../dom/put-back.ts';

/** The state of a button's command. */
export interface CommandState {
  /** The person or thing that the command is about, in words. */
  readonly subject: string | null;
  /** The code of the reason why the command is not possible now. */
  readonly because: string | null;
  /** The same reason in words. */
  readonly words: string | null;
  /** For a toggle: whether it is on. */
  readonly pressed?: boolean | undefined;
  /** Whether the button is hidden. `undefined` while that is not known: the button stays as before. */
  readonly hidden: boolean | undefined;
}

/** Attributes that the author of the page sets as well. */
type SharedAttribute = 'disabled' | 'hidden';

/** The value that marks them as ours, also in a copy of the button: for a browser every value means the same. */
const ours = 'utd';

/** Attributes by which an author tells more of a button than its text. */
const descriptions = ['aria-describedby', 'aria-description'];
/** Attributes by which an author names a button, and with it what the command is about. */
const names = ['aria-label', 'aria-labelledby'];

const hasAny = (button: HTMLButtonElement, attributes: readonly string[]) =>
  attributes.some((each) => button.hasAttribute(each));

/** The description of a button: what the command is about, and behind it the reason why it is not possible. */
function describe(subject: string | null, reason: string | null): string | null {
  if (!subject || !reason) return subject ?? reason;
  return `${subject}${/\p{P}$/u.test(subject) ? '' : '.'} ${reason}`;
}

const isAuthors = (button: HTMLButtonElement, attribute: SharedAttribute) =>
  button.hasAttribute(attribute) && button.getAttribute(attribute) !== ours;

interface ButtonRecord {
  /** The attributes that the state of the command asks for. */
  readonly wanted: Record<SharedAttribute, boolean>;
  /** The `aria-description` is ours. */
  described: boolean;
  /** The `aria-description` that was written last. */
  description: string | null;
}

/** Shared by all trees: a button may move from one to another, also between documents. */
const records = new WeakMap<HTMLButtonElement, ButtonRecord>();

/** Shows on a button whether its command is possible now, without ever removing an attribute of its author. */
export class ButtonState {
  readonly #quietly: (write: () => void) => void;

  /** @param quietly runs a write of ours, so that it is not taken for one of the author. */
  constructor(quietly: (write: () => void) => void) {
    this.#quietly = quietly;
  }

  /** The author, or a script of the page, has set or removed one of the shared attributes. */
  authorWrote(button: HTMLButtonElement): void {
    const record = records.get(button);
    if (record) this.#write(button, record, () => mayPutBack(record));
  }

  show(button: HTMLButtonElement, { because, words, pressed, hidden, ...told }: CommandState): void {
    const record = records.get(button) ?? this.#add(button);
    record.wanted.disabled = because !== null;
    record.wanted.hidden = hidden ?? record.wanted.hidden;
    const subject = hasAny(button, names) ? null : told.subject;
    // Screen readers read the description with the button, unless its author describes the button otherwise.
    if (record.description === null && button.hasAttribute('aria-description')) record.described = false;
    record.described ||= !hasAny(button, descriptions) || isCopied(button);
    if (record.described) {
      record.description = describe(subject, words);
      writeAttribute(button, 'aria-description', record.description);
    }
    writeAttribute(button, 'data-utd-subject', record.described ? subject : null);
    writeAttribute(button, 'data-utd-because', because);
    writeAttribute(button, 'data-utd-reason', words);
    if (pressed !== undefined) writeAttribute(button, 'aria-pressed', String(pressed));
    this.#write(button, record);
  }

  #add(button: HTMLButtonElement): ButtonRecord {
    const record = { wanted: { disabled: false, hidden: false }, described: false, description: null };
    records.set(button, record);
    button.addEventListener('blur', () => this.#write(button, record));
    return record;
  }

  /**
   * A focused button that is disabled or hidden loses the focus to the page, so both wait for the blur. Until then
   * `aria-disabled` says the same.
   */
  #write(button: HTMLButtonElement, { wanted }: ButtonRecord, mayWrite = () => true): void {
    const focused = button.matches(':focus');
    writeAttribute(button, 'aria-disabled', wanted.disabled && focused ? 'true' : null);
    for (const attribute of ['disabled', 'hidden'] as const) {
      const on = isAuthors(button, attribute) || (wanted[attribute] && !focused);
      if (button.hasAttribute(attribute) !== on && mayWrite())
        this.#quietly(() => (on ? button.setAttribute(attribute, ours) : button.removeAttribute(attribute)));
    }
  }
}

/** Whether the description is ours, in a copy of a button of ours. */
const isCopied = (button: HTMLButtonElement) =>
  !button.hasAttribute('aria-describedby') &&
  button.getAttribute('aria-description') ===
    describe(button.getAttribute('data-utd-subject'), button.getAttribute('data-utd-reason'));
