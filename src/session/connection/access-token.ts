import type { Answer, EngineApi, Request } from '../../platform/engine-http/engine-api.ts';
import type { TabSession } from '../../platform/page/tab-session.ts';
import type { Clock } from '../../platform/page/clock.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { MintAnswer, MintRequest } from '../../protocol/rest/token.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { timeout } from '../core/waiting.ts';

/** What a mint is made of, read anew each time. */
export interface MintSource {
  readonly attempted: string;
  readonly body: Omit<MintRequest, 'session_id' | 'resume' | 'identity_token'>;
  /** A fresh identity token, where the app wants one. */
  readonly identityToken: ((signal: AbortSignal) => Promise<string>) | undefined;
}

const isExpired = (error: unknown): error is UTDStreamError =>
  error instanceof UTDStreamError && error.code === 'token_expired';

/** A bearer this close to its end is renewed before it is used, in milliseconds. */
const margin = 60_000;

/** The engine's leave to be here: minted, renewed in time, shown with every call. */
export class AccessToken {
  readonly #api: EngineApi;
  readonly #clock: Clock;
  readonly #tab: TabSession;
  readonly #source: MintSource;
  #bearer = '';
  #identity = '';
  #expires = 0;
  #renewal: Promise<void> | undefined;
  /** Nobody waits for an answer any more. */
  readonly #over = new AbortController();

  constructor(api: EngineApi, clock: Clock, tab: TabSession, source: MintSource) {
    this.#api = api;
    this.#clock = clock;
    this.#tab = tab;
    this.#source = source;
  }

  get sessionId(): string {
    return this.#tab.sessionId;
  }

  /** Asks for a media token and a bearer; the same person and session each time. */
  async mint(signal: AbortSignal): Promise<MintAnswer> {
    const { attempted, body } = this.#source;
    const { sessionId, resume } = this.#tab;
    const identityToken = await this.#identityToken(signal);
    const answer = await this.#api.call('mint', {
      attempted,
      signal,
      ...(this.#bearer && { bearer: this.#bearer }),
      body: { ...body, ...identityToken, session_id: sessionId, ...(resume && !body.identity && { resume }) },
    });
    this.#tab.minted(answer.resume);
    this.#identity = answer.identity;
    this.#hold(answer);
    return answer;
  }

  async call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>> {
    if (this.#clock.now() > this.#expires - margin) await this.#renew(request);
    const bearer = this.#bearer;
    const params = { room: this.#source.body.room_name, ...request.params };
    try {
      return await this.#api.call(name, { ...request, params, bearer });
    } catch (error) {
      if (!isExpired(error)) throw error;
      if (bearer === this.#bearer) await this.#renew(request);
      return this.#api.call(name, { ...request, params, bearer: this.#bearer });
    }
  }

  /** Tells the engine that the person leaves. Who waits for this place goes on with it, as after a reload. */
  async leave(attempted: string): Promise<void> {
    if (this.#tab.wanted()) return;
    this.#tab.forget();
    // Who was not let in yet has nothing to leave.
    if (!this.#bearer) return;
    // It goes out before anything closes, and outlives the page. Who is not heard is missed by the
    // media server in time, so a failure harms nobody.
    const { signal } = this.#over;
    const told = this.call('leaveRoom', { attempted, signal, keepalive: true });
    const late = () => new UTDStreamError('timeout', attempted);
    // A renewal that comes first is no reason to wait longer.
    await timeout(this.#clock, new Lifetime(), times.leave, told, late).catch(() => {});
    this.#over.abort(new UTDStreamError('cancelled', attempted, { happened: 'you left' }));
  }

  /** Once at a time, for everyone who waits for it. */
  #renew({ attempted }: Request): Promise<void> {
    return (this.#renewal ??= this.#refresh(attempted).finally(() => (this.#renewal = undefined)));
  }

  async #refresh(attempted: string): Promise<void> {
    // Nobody's own signal: others wait for the same answer.
    const { signal } = this.#over;
    try {
      const body = await this.#identityToken(signal);
      this.#hold(await this.#api.call('refresh', { attempted, bearer: this.#bearer, body, signal }));
    } catch (error) {
      if (!isExpired(error)) throw error;
      // A day after the mint nothing is renewed any more: the same session of the same person mints again.
      await this.#mintAnew(signal, error);
    }
  }

  async #mintAnew(signal: AbortSignal, cause: UTDStreamError): Promise<void> {
    const [bearer, expires, identity] = [this.#bearer, this.#expires, this.#identity];
    if ((await this.mint(signal)).identity === identity) return;
    // A guest whom the engine has forgotten: on the media server I am still who I was.
    [this.#bearer, this.#expires, this.#identity] = [bearer, expires, identity];
    throw cause;
  }

  #hold({ user_token, expires_in }: { user_token: string; expires_in: number }): void {
    this.#bearer = user_token;
    this.#expires = this.#clock.now() + expires_in * 1000;
  }

  async #identityToken(signal: AbortSignal): Promise<{ identity_token?: string }> {
    const { attempted, identityToken } = this.#source;
    if (!identityToken) return {};
    try {
      return { identity_token: await identityToken(signal) };
    } catch (error) {
      signal.throwIfAborted();
      throw asUTDError(error, 'unauthenticated', attempted);
    }
  }
}
