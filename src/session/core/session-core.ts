import type { Answer, Request } from '../../platform/engine-http/engine-api.ts';
import type { Clock } from '../../platform/page/clock.ts';
import type { Transport } from '../../platform/transport.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { UTDEvents } from '../../model/events.ts';
import type { Message, MessageName } from '../../protocol/data/messages.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { Emitter } from '../../reactive/emitter.ts';
import { equal } from '../../reactive/equal.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { Reactions } from '../../reactive/reactions.ts';
import { computed, Signal, type ReadonlySignal } from '../../reactive/signal.ts';
import { StateSignal } from '../../reactive/state-signal.ts';
import { silence, type RoomPolicy } from './room-policy.ts';
import { callHook, type SessionFeature } from './session-feature.ts';
import { SessionReporter } from './session-reporter.ts';
import type { SessionScope } from './session-scope.ts';

type EventName = keyof UTDEvents & string;

/** The access token of a session, as far as its features use it. */
interface SessionToken {
  readonly sessionId: string;
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
  leave(attempted: string): Promise<void>;
  mint(signal: AbortSignal): Promise<Answer<'mint'>>;
}

const notJoined = () => new UTDStreamError('not_joined', 'go on');

/** The scope of a session, from the side of the connection that opens and closes it. */
export class SessionCore implements SessionScope {
  readonly #reactions = new Reactions();
  readonly emitter = new Emitter<UTDEvents>(() => this.#reactions.run());
  readonly clock: Clock;
  readonly reporter: SessionReporter;
  readonly #signals: { reset(): void }[] = [];
  readonly #handlers = new Map<MessageName, ((message: never) => void)[]>();
  readonly #roomName: () => string;
  readonly #policy = new Signal.State(silence);
  /** The features of the session, in the order in which their hooks are called. */
  readonly features: SessionFeature[] = [];
  session = Lifetime.endedWith(notJoined());
  mediaConnection = Lifetime.endedWith(notJoined());
  transport: Transport | undefined;
  accessToken: SessionToken | undefined;
  /** Set by the reader of the room. */
  read: () => Promise<void> = async () => {};
  readonly identity = this.signal<string | null>(null);
  /** The state of the connection outlives the session. The connection alone writes it. */
  readonly connectionState = this.#announced('connectionStateChanged', 'disconnected');
  readonly connected: ReadonlySignal<boolean> = computed(() => this.connectionState.get() === 'connected');

  constructor(clock: Clock, roomName: () => string) {
    this.clock = clock;
    this.reporter = new SessionReporter(clock);
    this.#roomName = roomName;
  }

  get room(): string {
    return `'${this.#roomName()}'`;
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

  eventSignal<K extends EventName>(event: K, initial: UTDEvents[K]): StateSignal<UTDEvents[K]> {
    return this.#resettable(this.#announced(event, initial));
  }

  signal<T>(initial: T): StateSignal<T> {
    // A batch without an event brings derived state up to date.
    return this.#resettable(new StateSignal(initial, () => this.batch(() => {})));
  }

  derivedSignal<K extends EventName>(event: K, read: () => UTDEvents[K]): ReadonlySignal<UTDEvents[K]> {
    const derived = computed(read, equal);
    this.effect(
      () => derived.get(),
      (value) => this.emit(event, value),
    );
    return derived;
  }

  effect<T>(read: () => T, react: (value: T) => void): void {
    this.#reactions.add(read, react);
  }

  emit<K extends EventName>(event: K, detail: UTDEvents[K]): void {
    this.emitter.emit(event, detail);
  }

  fail(error: UTDStreamError): void {
    // Cancelled work was ended on purpose, and its end is announced by itself.
    if (error.code !== 'cancelled') this.emit('error', error);
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

  batch<T>(change: () => T): T {
    return this.emitter.batch(change);
  }

  /** Returns all state of the session to its initial values, and brings derived state up to date. */
  reset(): void {
    this.batch(() => {
      for (const signal of this.#signals) signal.reset();
      this.#reactions.run();
    });
  }

  #announced<K extends EventName>(event: K, initial: UTDEvents[K]): StateSignal<UTDEvents[K]> {
    return new StateSignal(initial, (value) => this.emit(event, value));
  }

  #resettable<T extends { reset(): void }>(signal: T): T {
    this.#signals.push(signal);
    return signal;
  }
}
