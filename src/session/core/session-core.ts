import type { Answer, Request } from '../../platform/engine-http/engine-api.ts';
import type { Clock } from '../../platform/page/clock.ts';
import type { Transport } from '../../platform/transport.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { UTDEvents } from '../../model/events.ts';
import type { Message, MessageName } from '../../protocol/data/messages.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { computed, Signal, type ReadonlySignal } from '../../reactive/signal.ts';
import { StateScope } from '../../reactive/state-scope.ts';
import { silence, type RoomPolicy } from './room-policy.ts';
import { callHook, type SessionFeature } from './session-feature.ts';
import { SessionReporter } from './session-reporter.ts';
import type { SessionScope } from './session-scope.ts';

/** The access token of a session, as far as its features use it. */
interface SessionToken {
  readonly sessionId: string;
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
  leave(attempted: string): Promise<void>;
  mint(signal: AbortSignal): Promise<Answer<'mint'>>;
}

const notJoined = () => new UTDStreamError('not_joined', 'go on');

/** The scope of a session, from the side of the connection that opens and closes it. */
export class SessionCore extends StateScope<UTDEvents> implements SessionScope {
  readonly clock: Clock;
  readonly reporter: SessionReporter;
  readonly #handlers = new Map<MessageName, ((message: never) => void)[]>();
  readonly #policy = new Signal.State(silence);
  /** The features of the session, in the order in which their hooks are called. */
  readonly features: SessionFeature[] = [];
  #session = Lifetime.endedWith(notJoined());
  /** The reasons of the ends of sessions. */
  readonly #ends = new WeakSet<Error>();
  mediaConnection = Lifetime.endedWith(notJoined());
  transport: Transport | undefined;
  accessToken: SessionToken | undefined;
  /** The room in words. Set by the controller. */
  describeRoom: () => string = () => 'the room';
  /** Set by the reader of the room. */
  read: () => Promise<void> = async () => {};
  readonly identity = this.signal<string | null>(null);
  /** The state of the connection outlives the session. The connection alone writes it. */
  readonly connectionState = this.lastingSignal('connectionStateChanged', 'disconnected');
  readonly connected: ReadonlySignal<boolean> = computed(() => this.connectionState.get() === 'connected');

  constructor(clock: Clock) {
    super();
    this.clock = clock;
    this.reporter = new SessionReporter(clock);
  }

  get session(): Lifetime {
    return this.#session;
  }

  set session(session: Lifetime) {
    this.#session = session;
    session.onEnd((reason) => this.#ends.add(reason));
  }

  get room(): string {
    return this.describeRoom();
  }

  get policy(): RoomPolicy {
    return this.#policy.get();
  }

  set policy(policy: RoomPolicy) {
    this.batch(() => this.#policy.set(policy));
  }

  async call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>> {
    if (!this.accessToken) throw new UTDStreamError('not_joined', request.attempted);
    return this.accessToken.call(name, { signal: this.session.signal, ...request });
  }

  fail(error: UTDStreamError): void {
    // Work that was cancelled, or that the end of the session has ended, is announced by that end.
    if (error.code !== 'cancelled' && !this.#ends.has(error)) this.emit('error', error);
  }

  handle<N extends MessageName>(name: N, handler: (message: Message<N>) => void): void {
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler]);
  }

  /** Hands a message to its handlers. */
  handleMessage(name: MessageName, message: Message): void {
    if (this.session.ended) return;
    this.batch(() => {
      for (const handler of this.#handlers.get(name) ?? []) handler(message as never); // parsed by the schema of this name
    });
  }

  refetch(): void {
    this.read().catch((error: unknown) => this.fail(asUTDError(error, 'network', `read ${this.room}`)));
  }

  apply(state: RoomState): void {
    if (this.session.ended) return;
    this.batch(() => callHook(this.features, 'handleState', state));
  }
}
