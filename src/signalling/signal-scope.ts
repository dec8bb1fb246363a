import { UTDStreamError } from '../errors/errors.ts';
import type { SignalEvents } from '../model/events.ts';
import type { Logger } from '../model/logger.ts';
import type { SignalEnded } from '../model/signalling.ts';
import type { Clock } from '../platform/page/clock.ts';
import type { AckOf, ClientFrameName } from '../protocol/signalling/client-frames.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import { StateScope } from '../reactive/state-scope.ts';
import { retry } from '../session/core/waiting.ts';
import type { EngineFrameName, EngineFrames } from './frame-reader.ts';
import type { FrameInput, PushedFrame, SignalLink } from './signal-link.ts';

/** A part of the signalling plane that follows the connection. */
export interface SignalFeature {
  /**
   * A socket is connected, and none of its frames has been read.
   *
   * @param seamless the socket replaces another one that is still connected, so that nothing was missed
   */
  linked(seamless: boolean): void;
  /** The socket is lost, or left, and none has taken its place. */
  unlinked?(): void;
  /** The session has ended. State of the person that outlives signals is forgotten here. */
  sessionEnds?(): void;
}

const notConnected = (attempted: string) =>
  new UTDStreamError('not_joined', attempted, { happened: 'there is no connection', fix: 'Connect first.' });

/** The signalling plane of a person, as far as its features may use it. */
export class SignalScope extends StateScope<SignalEvents> {
  readonly clock: Clock;
  readonly logger: () => Logger | undefined;
  readonly features: SignalFeature[] = [];
  readonly #handlers = new Map<string, (d: never) => void>();
  /** From `connect` to `disconnect`, or to the engine's refusal. */
  session = Lifetime.endedWith(notConnected('go on'));
  /** The socket, while one is connected. */
  link: SignalLink | undefined;
  /** Milliseconds from the time of `clock` to the time of the engine. */
  #engineAhead = 0;
  readonly identity = this.signal<string | null>(null);
  /** The state of the connection, which the connection alone writes. */
  readonly state = this.lastingSignal('signalStateChanged', 'disconnected');
  readonly ended = this.quietSignal<SignalEnded | null>(null);
  readonly connected: ReadonlySignal<boolean> = computed(() => this.state.get() === 'connected');

  constructor(clock: Clock, logger: () => Logger | undefined) {
    super();
    this.clock = clock;
    this.logger = logger;
  }

  /** Milliseconds since 1970 by the clock of the engine, however wrong the clock of this machine is. */
  engineTime(): number {
    return this.clock.now() + this.#engineAhead;
  }

  /** Notes the time of the engine. */
  setEngineTime(stamp: string): void {
    this.#engineAhead = Date.parse(stamp) - this.clock.now();
  }

  /** The identity of the local person. @throws {UTDStreamError} `not_joined` before the engine has named it */
  me(attempted: string): string {
    const { value } = this.identity;
    if (value === null) throw notConnected(attempted);
    return value;
  }

  /** The session. @throws {UTDStreamError} `not_joined` where there is none */
  needSession(attempted: string): Lifetime {
    if (this.session.ended) throw notConnected(attempted);
    return this.session;
  }

  /**
   * Sends a frame until the engine answers, for at most a minute of connection. In an outage the frame waits.
   *
   * @param d a content that is harmless when the frame is sent twice
   * @throws {UTDStreamError} `not_joined` where there is no session, `cancelled` where it ends first, the engine's refusal
   */
  async request<N extends ClientFrameName>(t: N, d: FrameInput<N>, attempted: string): Promise<AckOf<N>> {
    return this.requestIn(this.needSession(attempted), t, d, attempted);
  }

  /** Sends a frame as `request` does, in this session and in none that follows it. */
  async requestIn<N extends ClientFrameName>(
    session: Lifetime,
    t: N,
    d: FrameInput<N>,
    attempted: string,
  ): Promise<AckOf<N>> {
    const { clock, connected } = this;
    try {
      return await retry({ clock, connected, session }, () => this.ask(t, d, attempted));
    } catch (error) {
      if (!session.ended) throw error;
      const happened = 'the connection was ended before it was taken';
      throw new UTDStreamError('cancelled', attempted, { happened, cause: error });
    }
  }

  /** Sends a frame once. */
  async ask<N extends ClientFrameName>(t: N, d: FrameInput<N>, attempted: string): Promise<AckOf<N>> {
    if (!this.link) throw new UTDStreamError('network', attempted);
    return this.link.ask(t, d, attempted);
  }

  /** Handles a frame of the engine. */
  handle<N extends EngineFrameName>(t: N, handler: (d: EngineFrames[N]) => void): void {
    this.#handlers.set(t, handler);
  }

  handleFrame({ t, d }: PushedFrame): void {
    if (this.session.ended) return;
    this.batch(() => this.#handlers.get(t)?.(d as never)); // parsed by the schema of this name
  }

  /** Emits an `error` event, for failures that no promise carries. */
  fail(error: UTDStreamError): void {
    // Cancelled work was ended on purpose, and its end is announced by itself.
    if (error.code !== 'cancelled') this.emit('error', error);
  }
}
