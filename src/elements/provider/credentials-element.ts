import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { without, type Credentials, type IdentityProvider, type Me } from '../../model/options.ts';
import type { Attributes } from '../../protocol/names.ts';

/** What was said here: an attribute that is not there is empty, one that was removed is `null`. */
const said = <T extends object>(all: T): Partial<T> => without(all, undefined, null, '');

/** Attributes that say which app this is and who I am. */
export abstract class CredentialsElement extends LitElement {
  /** Ten digits that name the app. The nearest `<utd-client>`’s unless told, then the page’s `<meta name="utd-app-id">`. */
  @property({ attribute: 'app-id' }) accessor appId = '';
  /** The app’s publishable key, where it demands one. Found like `app-id`; in the page, `utd-app-key`. */
  @property({ attribute: 'app-key' }) accessor appKey = '';
  /** Origin of the engine. Found like `app-id`; in the page, `utd-base-url`. The vendor’s unless told. */
  @property({ attribute: 'base-url' }) accessor baseUrl = '';
  /** Origin that mints tokens; `base-url` unless told. */
  @property({ attribute: 'token-base-url' }) accessor tokenBaseUrl = '';
  /** Who I am, in apps where people name themselves. Without one the engine issues one for this tab. */
  @property() accessor identity = '';
  /** How the others see me called. */
  @property() accessor name = '';
  /** Address of my picture, https. */
  @property() accessor avatar = '';
  /** Same-origin address that answers `{ identity_token }` to a POST with the page’s cookies. */
  @property({ attribute: 'identity-url' }) accessor identityUrl = '';
  /** Asked for a signed identity token on every mint. */
  @property({ attribute: false }) accessor identityProvider: IdentityProvider | undefined;
  /** Passed to every RTCPeerConnection, for instance to force a relay. */
  @property({ attribute: false }) accessor rtcConfig: RTCConfiguration | undefined;
  #me: Attributes | undefined;

  /** What the others may read about me beside name and avatar. Read it back from the session; here it is the DOM’s own. */
  override get attributes(): NamedNodeMap {
    return super.attributes;
  }

  override set attributes(attributes: Attributes | undefined) {
    this.#me = attributes;
    this.requestUpdate();
  }

  /** What this element itself says. */
  get said(): Partial<Credentials & Me> {
    const { appId, appKey, baseUrl, tokenBaseUrl, identityUrl, identityProvider, rtcConfig } = this;
    const app = said({ appId, appKey, baseUrl, tokenBaseUrl, identityUrl, identityProvider, rtcConfig });
    const { identity, name, avatar } = this;
    return { ...app, ...said({ identity, name, avatar, attributes: this.#me }) };
  }
}
