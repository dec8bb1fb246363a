import { asUTDError, UTDStreamError } from '../errors/errors.ts';
import type { Answer, Request } from '../platform/engine-http/engine-api.ts';
import type { TabSession } from '../platform/page/tab-session.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import { randomId } from '../protocol/random-id.ts';
import type { MintAnswer } from '../protocol/rest/token.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import type { PersonToken } from '../session/connection/person-token.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { retry } from '../session/core/waiting.ts';
import { elsewhere, rings, withAct, withNews, type CallState } from './call-state.ts';

interface CallRequestsDeps {
  readonly person: Pick<PersonToken, 'call'>;
  readonly state: StateSignal<CallState>;
  /** Whether the call is being answered here. */
  accepting(): boolean;
}

/** The acts that end a call for the local participant. */
type EndingAct = 'endCall' | 'rejectCall';

export const codeOf = (error: unknown): ErrorCode | undefined =>
  error instanceof UTDStreamError ? error.code : undefined;

/** A call is asked for without a room: no connection is waited for. */
export const always = { get: () => true };

/** The requests of a call to the engine, whose answers are news of the call. They outlive the session of the call. */
export class CallRequests {
  readonly #scope: SessionScope;
  readonly #deps: CallRequestsDeps;
  readonly #lifetime = new Lifetime();
  #beginning: Promise<void> | undefined;
  /** The ends that the engine has not answered yet. */
  #ends: Promise<unknown> = Promise.resolve();

  constructor(scope: SessionScope, deps: CallRequestsDeps) {
    this.#scope = scope;
    this.#deps = deps;
  }

  /** The last start or answer of a call; settled when the engine has answered, and knows of an end that came meanwhile. */
  get beginning(): Promise<void> | undefined {
    return this.#beginning;
  }

  /**
   * Starts or answers a call behind the ends of earlier calls, and repeats the request where its answer is lost. An end
   * that comes before the engine's answer is told behind the answer, and an end that comes before the session has read the
   * answer to a start is told at once.
   */
  begin(
    name: 'startCall' | 'acceptCall',
    { body, ...request }: { attempted: string; params?: { call: string }; body?: object },
    tab: TabSession,
  ): Promise<MintAnswer> {
    const { session } = this.#scope;
    const repeatable = { ...request, key: randomId(), body: { ...body, session_id: tab.sessionId } };
    const asked = this.#ask(name, repeatable, tab);
    const end = (id: string): Promise<void> => {
      const told = this.tell('endCall', id, 'end the call');
      told.catch((error: unknown) => this.#scope.fail(asUTDError(error, 'unknown', 'end the call')));
      return (this.#beginning = told);
    };
    this.#beginning = asked.then(
      ({ call_id: id }) => {
        if (session.ended) return end(id);
        const endUnnamed = () => {
          // The session is over before the engine has heard of that.
          if (this.#deps.state.value.id !== id) void end(id);
        };
        if (name === 'startCall') session.onEnd(endUnnamed);
      },
      // The join rejects with the failure.
      () => {},
    );
    this.#beginning.catch(() => {});
    return asked;
  }

  /**
   * Reads a call whose news was missed. A call without an answer to that is lost.
   *
   * @param patient without an answer the call stays as it is
   */
  async read(id: string, patient = false): Promise<void> {
    const { person, state, accepting } = this.#deps;
    const request = { attempted: 'read the call', params: { call: id } };
    const news = await person.call('readCall', request).catch((error: unknown) => codeOf(error));
    const now = state.value;
    if (now.id !== id) return;
    if (typeof news === 'object') {
      // An answer that is under way is decided by the engine's answer to it.
      if (!rings(now) || news.status !== 'active') state.value = withNews(now, news);
      else if (!accepting()) state.value = elsewhere(now);
    } else if (!patient || news === 'not_found') state.value = withAct(now, 'lost', 'engine');
  }

  /** Tells the engine of an act, until the engine answers, for at most a minute. */
  async tell(name: EndingAct, id: string, attempted: string): Promise<void> {
    const { state } = this.#deps;
    const { clock } = this.#scope;
    try {
      await this.#noteEnd(
        retry({ clock, session: this.#lifetime, connected: always }, () => this.#act(name, id, attempted)),
      );
    } catch (error) {
      if (state.value.id === id && codeOf(error) === 'answered_elsewhere')
        state.value = elsewhere(state.value);
      throw error;
    }
  }

  /** Tells the engine of an end once. */
  tellOnce(id: string): Promise<void> {
    return this.#noteEnd(this.#act('endCall', id, 'end the call'));
  }

  /** To the engine a call is on until its end is told: a start would be given that call, or be refused as busy. */
  async #ask<N extends 'startCall' | 'acceptCall'>(
    name: N,
    request: Request,
    tab: TabSession,
  ): Promise<Answer<N>> {
    await this.#scope.session.waitFor(Promise.allSettled([this.#beginning, this.#ends]));
    return this.#deps.person.call(name, request, tab);
  }

  #noteEnd<T>(told: Promise<T>): Promise<T> {
    this.#ends = Promise.allSettled([this.#ends, told]);
    return told;
  }

  async #act(name: EndingAct, id: string, attempted: string): Promise<void> {
    const { person, state } = this.#deps;
    const news = await person.call(name, { attempted, params: { call: id }, keepalive: true });
    if (state.value.id === id) state.value = withNews(state.value, news);
  }
}
