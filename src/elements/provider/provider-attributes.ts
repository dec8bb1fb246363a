import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import {
  without,
  type Credentials,
  type IdentityProvider,
  type Me,
  type SessionOptions,
  type Takeover,
} from '../../model/options.ts';
import type { Attributes } from '../../protocol/names.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';

/** The fields with a value: an absent attribute is empty, a removed attribute is `null`. */
const present = <T extends object>(all: T): Partial<T> => without(all, undefined, null, '');

/** The attributes that name the app and the local participant. */
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
  #participantAttributes: Attributes | undefined;

  /** What the others may read about me beside name and avatar. Read it back from the session; here it is the DOM’s own. */
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

/** The attributes of every provider: the credentials, and what to join and how. */
export abstract class ProviderAttributes extends CredentialsElement {
  /** Name of the room. It is joined as soon as it is known, once for each value. */
  @property() accessor room = '';
  /** Waits for `--join` or `session.join()`. A `<form slot="join">` waits by itself. */
  @booleanAttribute() accessor manual = false;
  /** Take seats without opening the microphone. */
  @booleanAttribute() accessor muted = false;
  /**
   * Where I am in the room already, in another place: `take` (unless told) ends that one; `ask` shows the
   * slot `elsewhere`, whose `--join` takes over.
   */
  @property() accessor takeover: Takeover | '' = '';

  /** The options of the join that the attributes of this very element give. */
  protected get joinOptions(): Pick<SessionOptions, 'roomName' | 'muted' | 'takeover'> {
    const { room: roomName, muted, takeover } = this;
    return { roomName, muted, takeover: takeover || undefined };
  }
}
