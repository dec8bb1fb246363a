import { without, type Credentials, type IdentityProvider, type Me } from '../../model/options.ts';
import type { Attributes } from '../../protocol/names.ts';
import { BaseElement } from '../dom/base-element.ts';
import { property } from '../dom/property.ts';

/** The fields with a value: an absent attribute is empty, a removed attribute is `null`. */
const present = <T extends object>(all: T): Partial<T> => without(all, undefined, null, '');

/** The attributes that name the app and the local participant. */
export abstract class CredentialsElement extends BaseElement {
  /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
  @property({ attribute: 'app-id' }) accessor appId = '';
  /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
  @property({ attribute: 'app-key' }) accessor appKey = '';
  /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
  @property({ attribute: 'base-url' }) accessor baseUrl = '';
  /** Origin that mints tokens; `base-url` unless set. */
  @property({ attribute: 'token-base-url' }) accessor tokenBaseUrl = '';
  /** Identity of the local participant, in apps with open identities. Unless set, the engine issues an identity for this tab. */
  @property() accessor identity = '';
  /** Display name of the local participant. */
  @property() accessor name = '';
  /** Address of the local participant’s picture, https. */
  @property() accessor avatar = '';
  /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
  @property({ attribute: 'identity-url' }) accessor identityUrl = '';
  /** Called for a signed identity token on every mint. */
  @property({ attribute: false }) accessor identityProvider: IdentityProvider | undefined;
  /** Passed to every RTCPeerConnection, for instance to force a relay. */
  @property({ attribute: false }) accessor rtcConfig: RTCConfiguration | undefined;
  #participantAttributes: Attributes | undefined;

  /** Attributes of the local participant that all participants can read, beside name and avatar. Reading this property gives the DOM’s own attributes; the session has those of the participant. */
  override get attributes(): NamedNodeMap {
    return super.attributes;
  }

  override set attributes(attributes: Attributes | undefined) {
    this.#participantAttributes = attributes;
    this.requestUpdate();
  }

  /** The credentials that the attributes of this very element give. */
  protected get ownCredentials(): Partial<Credentials & Me> {
    const { appId, appKey, baseUrl, tokenBaseUrl, identityUrl, identityProvider, rtcConfig } = this;
    const { identity, name, avatar } = this;
    return {
      ...present({ appId, appKey, baseUrl, tokenBaseUrl, identityUrl, identityProvider, rtcConfig }),
      ...present({ identity, name, avatar, attributes: this.#participantAttributes }),
    };
  }
}
