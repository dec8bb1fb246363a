import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import { clientContext } from '../base/client-context.ts';
import { contents } from '../dom/display-styles.ts';
import { CredentialsElement } from '../provider/provider-attributes.ts';

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

  readonly #provider = new ContextProvider(this, {
    context: clientContext,
    initialValue: () => this.ownCredentials,
  });

  // Moved in one step (`moveBefore`): nothing happened.
  connectedMoveCallback(): void {}

  protected override willUpdate(): void {
    // Another function each time, so that whoever is inside looks again.
    this.#provider.setValue(() => this.ownCredentials);
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-client': UTDClientElement;
  }
}
