import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Credentials, IdentityProvider, Me } from '../options.ts';
import type { Attributes } from '../protocol/names.ts';

/** What was said here, without what was not: an attribute that is not there is empty. */
const said = <T extends object>(all: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== '' && value !== undefined),
  ) as Partial<T>;

/** Attributes that say which app this is and who I am. */
export abstract class CredentialsElement extends LitElement {
  /** Ten digits that name the app. */
  @property({ attribute: 'app-id' }) accessor appId = '';
  /** The app's publishable key, where it demands one. */
  @property({ attribute: 'app-key' }) accessor appKey = '';
  /** Origin of the engine; the vendor's unless told. */
  @property({ attribute: 'base-url' }) accessor baseUrl = '';
  /** Origin that mints tokens; `base-url` unless told. */
  @property({ attribute: 'token-base-url' }) accessor tokenBaseUrl = '';
  /** Who I am, in apps where people name themselves. Without one the engine issues one for this tab. */
  @property() accessor identity = '';
  /** How the others see me called. */
  @property() accessor name = '';
  /** Address of my picture, https. */
  @property() accessor avatar = '';
  /** Same-origin address that answers `{ identity_token }` to a POST with the page's cookies. */
  @property({ attribute: 'identity-url' }) accessor identityUrl = '';
  /** Asked for a signed identity token on every mint. */
  @property({ attribute: false }) accessor identityProvider: IdentityProvider | undefined;
  /** What the others may read about me beside name and avatar. */
  @property({ attribute: false }) accessor userAttributes: Attributes | undefined;
  /** Passed to every RTCPeerConnection. */
  @property({ attribute: false }) accessor rtcConfig: RTCConfiguration | undefined;

  /** What this element itself says. */
  get said(): Partial<Credentials & Me> {
    const {
      appId,
      appKey,
      baseUrl,
      tokenBaseUrl,
      identity,
      name,
      avatar,
      identityUrl,
      identityProvider,
      rtcConfig,
    } = this;
    const attributes = this.userAttributes;
    return said({
      appId,
      appKey,
      baseUrl,
      tokenBaseUrl,
      identity,
      name,
      avatar,
      identityUrl,
      identityProvider,
      rtcConfig,
      attributes,
    });
  }
}
