import { writeAttribute } from '../dom/last-written.ts';
import { isElement, isTag } from '../dom/node-kind.ts';

/** A field for text, be it an element of the page's own. */
interface TextField extends HTMLElement {
  value: string;
}

/** The field `text` of a form or of other markup. */
function textFieldOf(container: Element): TextField | null {
  // A form may have fields outside of itself.
  if (!isTag(container, 'form')) return container.querySelector<TextField>('[name="text"]');
  const field = container.elements.namedItem('text');
  return isElement(field) ? (field as TextField) : null;
}

/** The button that shows that a form is being sent: the pressed button, else the first submit button. */
const submitterOf = (form: HTMLFormElement, pressed: HTMLElement | null): HTMLElement | null =>
  pressed ??
  form.querySelector<HTMLElement>('button:not([type="button"], [type="reset"]), input[type="submit"]');

/**
 * Whether Enter sends the message: without a modifier, and not during the composition of a word, which Safari tells by
 * the key code only. A listener of the page, such as a list of suggestions, may prevent it.
 */
const isSendingEnter = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) &&
  !(event.isComposing || event.keyCode === 229 || event.defaultPrevented);

interface MessageFormDeps {
  /** Sends a message; `undefined` where no session or conversation takes one now. */
  send(text: string): Promise<unknown> | undefined;
  /** Reports the failure of a send that a form or a key began. */
  failed(error: unknown): void;
}

/**
 * The writing of messages below an element: the field `text` of a `<form>`, or of other markup. The field is emptied when
 * the message has been accepted, unless its text has changed since. Enter in a `<textarea>` sends; Shift+Enter breaks
 * the line.
 */
export class MessageForm {
  readonly #element: HTMLElement;
  readonly #deps: MessageFormDeps;

  /** Field → its text at the time of the send, until the engine has answered. */
  readonly #sending = new WeakMap<TextField, string>();

  /** Buttons of forms that are being sent, and the number of sends under way. */
  readonly #busyButtons = new Set<HTMLElement>();
  #sends = 0;

  constructor(element: HTMLElement, deps: MessageFormDeps) {
    this.#element = element;
    this.#deps = deps;
    element.addEventListener('submit', (event) => this.#handleSubmit(event));
    element.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  /** Sends the field `text` of the element's light DOM. */
  send(): Promise<void> {
    return this.#send(textFieldOf(this.#element));
  }

  #handleSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement; // only forms are submitted
    const field = textFieldOf(form);
    if (!field || event.defaultPrevented) return;
    event.preventDefault();
    const button = submitterOf(form, event.submitter);
    if (button) this.#busyButtons.add(button);
    void this.#sendOrReport(field);
  }

  #handleKey(event: KeyboardEvent): void {
    const field = event.target;
    const inForm = isTag(field, 'input') && field.form;
    const isField = isTag(field, 'textarea') || isTag(field, 'input');
    // The browser itself submits a form by Enter in an `<input>`.
    if (!isField || field.name !== 'text' || inForm || !isSendingEnter(event)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (field.form) field.form.requestSubmit();
    else void this.#sendOrReport(field);
  }

  async #sendOrReport(field: TextField): Promise<void> {
    this.#sends++;
    for (const button of this.#busyButtons) writeAttribute(button, 'aria-busy', 'true');
    try {
      await this.#send(field);
    } catch (error) {
      this.#deps.failed(error);
    }
    if (--this.#sends) return;
    for (const button of this.#busyButtons) writeAttribute(button, 'aria-busy', null);
    this.#busyButtons.clear();
  }

  /** Sends the text of a field. An empty text is not sent, and neither is the text of a send under way. */
  async #send(field: TextField | null): Promise<void> {
    const text = field?.value ?? '';
    if (!field || !text.trim() || this.#sending.get(field) === text) return;
    const sent = this.#deps.send(text);
    if (!sent) return;
    this.#sending.set(field, text);
    try {
      await sent;
      if (field.value === text) field.value = '';
    } finally {
      if (this.#sending.get(field) === text) this.#sending.delete(field);
    }
  }
}
