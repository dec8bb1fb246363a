import type { Answer, EngineApi, Request } from '../../platform/engine-http/engine-api.ts';
import type { TabSession } from '../../platform/page/tab-session.ts';
import type { Clock } from '../../platform/page/clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { IdentityProvider } from '../../model/options.ts';
import { times } from '../../protocol/constants.ts';
import type { Product } from '../../protocol/product.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { MintAnswer, MintRequest } from '../../protocol/rest/token.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { timeout } from '../core/waiting.ts';
import { identityTokenField } from './identity-token.ts';

/** The input of a mint. */
export interface MintSource {
  /** Completes "Could not …". */
  readonly attempted: string;
  readonly body: Omit<MintRequest, 'session_id' | 'resume' | 'identity_token'>;
  /** Gives a new identity token, where the app requires identity tokens. */
  readonly identityProvider: IdentityProvider | undefined;
}

const isExpired = (error: unknown): error is UTDStreamError =>
  error instanceof UTDStreamError && error.code === 'token_expired';

/** Milliseconds before its expiry in which a bearer token is renewed before use. */
export const renewalMargin = 60_000;

/** The access token of a session: a bearer token that is minted, renewed in time, and sent with every call. */
export class AccessToken {
  readonly #api: EngineApi;
  readonly #clock: Clock;
  readonly #tab: TabSession;
  readonly #source: MintSource;
  #room: { readonly room_name: string; readonly type: Product };
  #bearer = '';
  #identity = '';
  #expires = 0;
  #renewal: Promise<void> | undefined;
  /** Aborts requests whose answer is not waited for any more. */
  readonly #abandoned = new AbortController();

  constructor(api: EngineApi, clock: Clock, tab: TabSession, source: MintSource) {
    this.#api = api;
    this.#clock = clock;
    this.#tab = tab;
    this.#source = source;
    const { room_name, type = 'audio_room' } = source.body;
    this.#room = { room_name, type };
  }

  get sessionId(): string {
    return this.#tab.sessionId;
  }

  /** Takes the first admission of another endpoint than the mint. Later mints are for the room that its answer names. */
  async admit(ask: (tab: TabSession) => Promise<MintAnswer>): Promise<MintAnswer> {
    const answer = await ask(this.#tab);
    // The other sessions of the page wait for the first mint, and this takes its place.
    this.#tab.minted(answer.resume);
    this.#room = { room_name: answer.room.room, type: answer.room.type };
    this.#identity = answer.identity;
    this.#setBearer(answer);
    return answer;
  }

  /** Asks for a media token and a bearer token, for the same participant and session each time. */
  async mint(signal: AbortSignal): Promise<MintAnswer> {
    const { attempted, body } = this.#source;
    const { sessionId, resume } = this.#tab;
    const identityToken = await this.#identityToken(signal);
    const answer = await this.#api.call('mint', {
      attempted,
      signal,
      ...(this.#bearer && { bearer: this.#bearer }),
      body: {
        ...body,
        ...this.#room,
        ...identityToken,
        session_id: sessionId,
        ...(resume && !body.identity && { resume }),
      },
    });
    this.#tab.minted(answer.resume);
    this.#identity = answer.identity;
    this.#setBearer(answer);
    return answer;
  }

  /** Calls the engine in this room. A bearer token that is about to expire, or has expired, is renewed first. */
  async call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>> {
    if (this.#clock.now() > this.#expires - renewalMargin) await this.#renew(request);
    const bearer = this.#bearer;
    const params = { room: this.#room.room_name, ...request.params };
    try {
      return await this.#api.call(name, { ...request, params, bearer });
    } catch (error) {
      if (!isExpired(error)) throw error;
      if (bearer === this.#bearer) await this.#renew(request);
      return this.#api.call(name, { ...request, params, bearer: this.#bearer });
    }
  }

  /**
   * Leaves the room at the engine. Resolves with the answer, and after 1 s at the latest. The engine is not asked where
   * a replaced element waits for this session: its join continues the session, as after a reload.
   */
  async leave(attempted: string): Promise<void> {
    if (this.#tab.wanted()) return;
    this.#tab.forget();
    // A participant without a bearer token has not been admitted yet.
    if (!this.#bearer) return;
    // The request is sent before anything closes, and outlives the page. A failure does no harm: the media server
    // notices the absence.
    const { signal } = this.#abandoned;
    const answered = this.call('leaveRoom', { attempted, signal, keepalive: true });
    const timedOut = () => new UTDStreamError('timeout', attempted);
    // The time limit includes a renewal of the bearer token.
    await timeout(this.#clock, new Lifetime(), times.leave, answered, timedOut).catch(() => {});
    this.#abandoned.abort(new UTDStreamError('cancelled', attempted, { happened: 'you left' }));
  }

  /** Concurrent calls share one renewal. */
  #renew({ attempted }: Request): Promise<void> {
    return (this.#renewal ??= this.#refresh(attempted).finally(() => (this.#renewal = undefined)));
  }

  async #refresh(attempted: string): Promise<void> {
    // The signal of a caller must not abort a renewal that other callers share.
    const { signal } = this.#abandoned;
    try {
      const body = await this.#identityToken(signal);
      this.#setBearer(await this.#api.call('refresh', { attempted, bearer: this.#bearer, body, signal }));
    } catch (error) {
      if (!isExpired(error)) throw error;
      // A day after the mint no renewal is possible. The same session of the same participant mints again.
      await this.#mintAnew(signal, error);
    }
  }

  async #mintAnew(signal: AbortSignal, cause: UTDStreamError): Promise<void> {
    const [bearer, expires, identity] = [this.#bearer, this.#expires, this.#identity];
    if ((await this.mint(signal)).identity === identity) return;
    // The engine has forgotten an anonymous participant, whose identity on the media server is still the old one.
    [this.#bearer, this.#expires, this.#identity] = [bearer, expires, identity];
    throw cause;
  }

  #setBearer({ user_token, expires_in }: { user_token: string; expires_in: number }): void {
    this.#bearer = user_token;
    this.#expires = this.#clock.now() + expires_in * 1000;
  }

  #identityToken(signal: AbortSignal): Promise<{ identity_token?: string }> {
    const { attempted, identityProvider } = this.#source;
    return identityTokenField(identityProvider, this.#room, attempted, signal);
  }
}
