import { html } from 'lit';
import { CredentialsElement } from './credentials-element.ts';
import { contents } from './session-element.ts';

/**
 * Credentials once, for all sessions inside.
 *
 * ```html
 * <utd-client app-id="1234567890">
 *   <utd-audio-room room="lobby"></utd-audio-room>
 * </utd-client>
 * ```
 *
 * @tag utd-client
 * @slot - Shown always.
 */
export class UTDClientElement extends CredentialsElement {
  static override styles = contents;

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-client': UTDClientElement;
  }
}
