import type { Clock } from '../../platform/page/clock.ts';
import type { Answer, Request } from '../../platform/engine-http/engine-api.ts';
import type { UTDStreamError } from '../../errors/errors.ts';
import type { UTDEvents } from '../../model/events.ts';
import type { Message, MessageName } from '../../protocol/data/messages.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { Late } from '../../controllers/entrance.ts';
import type { SessionReporter } from './session-report.ts';

/** All that a part of a session may touch. */
export interface SessionScope {
  /** The room, in words for a message: `'lobby'` with its quotation marks. */
  readonly room: string;
  readonly clock: Clock;
  /** Counts for the report of this session. */
  readonly reporter: SessionReporter;
  /** From the join to leaving or force-exit. */
  readonly session: Lifetime;
  /** One connection to the media server; a session may see several. */
  readonly mediaConnection: Lifetime;
  /** A call of this session: in its room, with its bearer, given up when the session ends. */
  call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>>;
  /** State that `event` announces. It is put back when the session ends. */
  eventSignal<K extends keyof UTDEvents & string>(event: K, initial: UTDEvents[K]): StateSignal<UTDEvents[K]>;
  /** State that no event announces. */
  signal<T>(initial: T): StateSignal<T>;
  /** Tells what happened, which no state shows. */
  emit<K extends keyof UTDEvents & string>(event: K, detail: UTDEvents[K]): void;
  /** Tells what nobody was waiting for. */
  fail(error: UTDStreamError): void;
  /** Hears once, before the first join: the parts that have nothing to do until then are loaded. */
  onEntrance(fn: (late: Late) => void): void;
  /** Hears the state of the room, from whatever way it came. */
  onState(fn: (state: RoomState) => void): void;
  /** Hears a message of the engine, inside the batch of what it changes. */
  handle<N extends MessageName>(name: N, fn: (message: Message<N>) => void): void;
  /** Reads the room anew; those who ask meanwhile share the answer. What fails is told. */
  refetch(): void;
  /** Does all of `fn`, lets the parts follow each other, then tells. */
  change(fn: () => void): void;
  /** Hands on what an answer or a message says of the room. */
  apply(state: RoomState): void;
}
