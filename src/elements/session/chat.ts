import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Commands } from '../commands/command.ts';
import { reportError } from '../dom/report-error.ts';
import { SessionElement } from '../base/session-element.ts';
import { contents } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';
import { fieldOf, isSendingEnter, submitterOf, type TextField } from './written.ts';

/**
 * Where I write to the room: it sends the field `text` of a `<form>` inside it, or, where the page
 * can have no form here, of its own light DOM by a `--send` button. The field is emptied when the
 * engine has taken what was in it, unless something else has been written there since. Enter in a
 * `<textarea>` sends; Shift+Enter breaks the line.
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
 * @command --send - Sends the field `text` of its light DOM.
 */
export class UTDChatElement extends SessionElement {
  static override styles = contents;

  /** Field → what it was when it was sent, until the engine has answered. */
  readonly #sending = new WeakMap<TextField, string>();

  /** Buttons of forms that are being sent, and how many sends there are. */
  readonly #busy = new Set<HTMLElement>();
  #under = 0;

  constructor() {
    super();
    this.addEventListener('submit', (event) => this.#submitted(event));
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  protected override makeCommands({ allowed }: SessionController): Commands {
    return {
      '--send': {
        verdict: () => allowed('sendChat').get(),
        run: async () => this.#send(fieldOf(this)),
      },
    };
  }

  protected read(session: SessionController | undefined): void {
    setStates(this, this.internals, { locked: session?.chat.locked.get() ?? false });
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement; // what submits is one
    const field = fieldOf(form);
    if (!field || event.defaultPrevented) return;
    event.preventDefault();
    const button = submitterOf(form, event.submitter);
    if (button) this.#busy.add(button);
    void this.#tried(field);
  }

  #pressed(event: KeyboardEvent): void {
    const field = event.target;
    const inForm = field instanceof HTMLInputElement && field.form;
    const isField = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
    // In a form the browser itself submits by the Enter of an `<input>`.
    if (!isField || field.name !== 'text' || inForm || !isSendingEnter(event)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (field.form) field.form.requestSubmit();
    else void this.#tried(field);
  }

  async #tried(field: TextField): Promise<void> {
    this.#under++;
    for (const button of this.#busy) button.setAttribute('aria-busy', 'true');
    try {
      await this.#send(field);
    } catch (error) {
      reportError(this.session, error, 'send a message');
    }
    if (--this.#under) return;
    for (const button of this.#busy) button.removeAttribute('aria-busy');
    this.#busy.clear();
  }

  /** The same again while it is under way is the same wish; nothing is no wish. */
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
