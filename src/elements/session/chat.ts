import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { SessionElement } from '../base/session-element.ts';
import { contents } from '../dom/display-styles.ts';
import type { Commands } from '../commands/command.ts';
import { setStates } from '../dom/element-states.ts';
import { reportError } from '../dom/report-error.ts';
import { MessageForm } from './message-form.ts';

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

  readonly #form = new MessageForm(this, {
    send: (text) => this.session?.chat.send(text),
    failed: (error) => reportError(this.session, error, 'send a message'),
  });

  protected override makeCommands({ allowed }: SessionController): Commands {
    return {
      '--send': { verdict: () => allowed('sendChat').get(), run: () => this.#form.send() },
    };
  }

  protected read(session: SessionController | undefined): void {
    setStates(this, this.internals, { locked: session?.chat.locked.get() ?? false });
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-chat': UTDChatElement;
  }
}
