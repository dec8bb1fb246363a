import type { Clock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { Limits } from './auth/rate-limits.ts';
import type { Lines } from './core/serial-queue.ts';
import type { Log } from './core/log.ts';
import type { People } from './room/presence.ts';
import type { Reconciler } from './livekit/reconciler.ts';
import type { Rooms } from './room/commit.ts';
import type { Sfu } from './livekit/livekit.ts';
import type { Store } from './store/store.ts';
import type { Tokens } from './auth/tokens.ts';

/** What a webhook says, as far as it matters: it is a hint, and only ever a reason to compare. */
export interface Hook {
  readonly id: string;
  /** The room's name on the media server. */
  readonly room: string | undefined;
  /** Somebody joined, perhaps by an old token that gives rights, or sends something: looked at without delay. */
  readonly urgent?: boolean;
}

/** Everything that a route may use: made once by `createEngine`, held by nobody else. */
export interface Engine {
  readonly config: Config;
  readonly store: Store;
  readonly sfu: Sfu;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly tokens: Tokens;
  readonly rooms: Rooms;
  readonly people: People;
  readonly reconciler: Reconciler;
  /** One for each room on the media server: what is said to it is said in order. */
  readonly lines: Lines;
  /** Reads what LiveKit says has happened; rejects what LiveKit did not sign. */
  readonly readWebhook: (body: string, authorization: string | undefined) => Promise<Hook>;
}
