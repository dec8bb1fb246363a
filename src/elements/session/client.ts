import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import { contents } from '../dom/display-styles.ts';
import { warnIfParsedApart } from '../dom/document-parsed.ts';
import { clientContext } from '../base/client-context.ts';
import { CredentialsElement } from '../provider/credentials-element.ts';

/**
 * The credentials of all sessions inside, written once.
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

  override connectedCallback(): void {
    super.connectedCallback();
    void warnIfParsedApart(this, { isContent: ({ localName }) => localName.startsWith('utd-') });
  }

  /** A move in one step (`moveBefore`) changes no credentials. */
  connectedMoveCallback(): void {}

  protected override willUpdate(): void {
    // Another function each time, so that the providers inside read the credentials again.
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
