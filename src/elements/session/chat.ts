import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { SessionElement } from '../base/session-element.ts';
import { contents } from '../dom/display-styles.ts';
import type { Commands } from '../commands/command.ts';
import { setStates } from '../dom/element-states.ts';
import { reportError } from '../dom/report-error.ts';

/** A field for text, be it an element of the page's own. */
interface TextField extends HTMLElement {
  value: string;
}

/** The field `text` of a form or of other markup. */
function textFieldOf(container: Element): TextField | null {
  // A form may have fields outside of itself.
  if (!(container instanceof HTMLFormElement)) return container.querySelector<TextField>('[name="text"]');
  const field = container.elements.namedItem('text');
  return field instanceof HTMLElement ? (field as TextField) : null;
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

/**
 * Sends messages to the chat of the room: the field `text` of a `<form>` inside the element, or, where the page can have
 * no form here, the field `text` of the element's light DOM by a `--send` button. The field is emptied when the engine
 * has accepted the message, unless its text has changed since. Enter in a `<textarea>` sends; Shift+Enter breaks the
 * line.
 *
 * ```html
 * <utd-chat>
 *   <form><input name="text" maxlength="2000" required><button>Send</button></form>
 * </utd-chat>
 * ```
 *
 * @tag utd-chat
 * @slot - Shown always.
 * @state locked - Comments are locked: only host and admins may write.
 * @command --send - Sends the field `text` of the element's light DOM.
 */
export class UTDChatElement extends SessionElement {
  static override styles = contents;

  /** Field → its text at the time of the send, until the engine has answered. */
  readonly #sending = new WeakMap<TextField, string>();

  /** Buttons of forms that are being sent, and the number of sends under way. */
  readonly #busyButtons = new Set<HTMLElement>();
  #sends = 0;

  constructor() {
    super();
    this.addEventListener('submit', (event) => this.#handleSubmit(event));
    this.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  protected override makeCommands({ allowed }: SessionController): Commands {
    return {
      '--send': {
        verdict: () => allowed('sendChat').get(),
        run: async () => this.#send(textFieldOf(this)),
      },
    };
  }

  protected read(session: SessionController | undefined): void {
    setStates(this, this.internals, { locked: session?.chat.locked.get() ?? false });
  }

  protected override render() {
    return html`<slot></slot>`;
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
    const inForm = field instanceof HTMLInputElement && field.form;
    const isField = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
    // The browser itself submits a form by Enter in an `<input>`.
    if (!isField || field.name !== 'text' || inForm || !isSendingEnter(event)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (field.form) field.form.requestSubmit();
    else void this.#sendOrReport(field);
  }

  async #sendOrReport(field: TextField): Promise<void> {
    this.#sends++;
    for (const button of this.#busyButtons) button.setAttribute('aria-busy', 'true');
    try {
      await this.#send(field);
    } catch (error) {
      reportError(this.session, error, 'send a message');
    }
    if (--this.#sends) return;
    for (const button of this.#busyButtons) button.removeAttribute('aria-busy');
    this.#busyButtons.clear();
  }

  /** Sends the text of a field. An empty text is not sent, and neither is the text of a send under way. */
  async #send(field: TextField | null): Promise<void> {
    const { session } = this;
    const text = field?.value ?? '';
    if (!field || !session || !text.trim() || this.#sending.get(field) === text) return;
    this.#sending.set(field, text);
    try {
      await session.chat.send(text);
      if (field.value === text) field.value = '';
    } finally {
      if (this.#sending.get(field) === text) this.#sending.delete(field);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-chat': UTDChatElement;
  }
}
