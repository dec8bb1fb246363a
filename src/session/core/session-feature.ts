import type { TransportListener } from '../../platform/transport.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { RoomState } from '../../protocol/room-state.ts';

/** The events of the media server for the features of a session. The connection handles its own events. */
export type MediaEvents = Omit<TransportListener, 'reconnecting' | 'reconnected' | 'disconnected'>;

/**
 * One feature of a session: participants, chat, seats. Each hook is optional. The hooks of all features are called in
 * the order of the session's list.
 */
export interface SessionFeature extends Partial<MediaEvents> {
  /** A session begins: before the mint. Effects that last as long as the session start here. */
  sessionStarts?(): void;
  /** The engine admitted the participant: at the join, and again when a reconnect takes a new token. */
  admitted?(answer: MintAnswer): void;
  /** The state of the room, by whatever way it arrived. A noun that is absent did not change. */
  handleState?(state: RoomState): void;
  /** A connection to the media server begins. Resources of the connection are registered on `scope.mediaConnection`. */
  mediaConnectionStarts?(): void;
  /** The connection to the media server is lost, or back. */
  mediaConnectionLost?(): void;
  mediaConnectionUp?(): void;
  /** An outage of more than 15 s is over: devices may have changed unnoticed. */
  longOutageEnds?(): void;
}

/** Calls a hook of every feature that implements the hook. */
export function callHook<H extends keyof SessionFeature>(
  features: readonly SessionFeature[],
  hook: H,
  ...args: Parameters<NonNullable<SessionFeature[H]>>
): void {
  for (const feature of features)
    (feature[hook] as ((...args: unknown[]) => void) | undefined)?.call(feature, ...args); // typed by the parameters above
}
