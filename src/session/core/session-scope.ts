import type { Answer, Request } from '../../platform/engine-http/engine-api.ts';
import type { Clock } from '../../platform/page/clock.ts';
import type { Transport } from '../../platform/transport.ts';
import type { UTDStreamError } from '../../errors/errors.ts';
import type { UTDEvents } from '../../model/events.ts';
import type { Message, MessageName } from '../../protocol/data/messages.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { RoomPolicy } from './room-policy.ts';
import type { SessionReporter } from './session-reporter.ts';

type EventName = keyof UTDEvents & string;

/** The session, as far as its features may use it. */
export interface SessionScope {
  /** The room's name in quotation marks, for messages: `'lobby'`. */
  readonly room: string;
  readonly clock: Clock;
  readonly reporter: SessionReporter;
  /** From the join to leaving or force-exit. */
  readonly session: Lifetime;
  /** One connection to the media server; a session may see several. */
  readonly mediaConnection: Lifetime;
  /** The connection to the media server, once livekit-client is loaded. */
  readonly transport: Transport | undefined;
  /** The identity of the local participant; `null` before the engine has named it. */
  readonly identity: ReadonlySignal<string | null>;
  readonly connected: ReadonlySignal<boolean>;
  /** The rules of the product. Reads a signal. */
  readonly policy: RoomPolicy;
  /** A request of this session: in its room, with its access token, aborted when the session ends. */
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
  /** State that `event` announces. The end of the session restores `initial`. */
  eventSignal<K extends EventName>(event: K, initial: UTDEvents[K]): StateSignal<UTDEvents[K]>;
  /** State without an event. The end of the session restores `initial`. */
  signal<T>(initial: T): StateSignal<T>;
  /** State that follows from other state, and that `event` announces. */
  derivedSignal<K extends EventName>(event: K, read: () => UTDEvents[K]): ReadonlySignal<UTDEvents[K]>;
  /**
   * Calls `react` with each new value of `read`, after the change that caused it and before its events are delivered.
   * Signals may be written in `react`.
   */
  effect<T>(read: () => T, react: (value: T) => void): void;
  /** Emits an event that announces no state. */
  emit<K extends EventName>(event: K, detail: UTDEvents[K]): void;
  /** Emits an `error` event, for failures that no promise carries. */
  fail(error: UTDStreamError): void;
  /** Handles a message of the engine. */
  handle<N extends MessageName>(name: N, handler: (message: Message<N>) => void): void;
  /** Makes all of `change` before any of its events is delivered. */
  batch<T>(change: () => T): T;
  /** Reads the room from the engine; concurrent calls share one request. A failure becomes an `error` event. */
  refetch(): void;
  /** Reads the room as `refetch` does, and rejects with a failure. */
  read(): Promise<void>;
  /** Hands the state in an answer or a message to all features. */
  apply(state: RoomState): void;
}
