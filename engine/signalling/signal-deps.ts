import type { RateLimits } from '../auth/rate-limits.ts';
import type { Subject, Tokens } from '../auth/tokens.ts';
import type { Bus } from '../core/bus.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/log.ts';
import type { Rooms } from '../room/commit.ts';

/** The services that sockets use. */
export interface SignalDeps {
  readonly config: Config;
  readonly rooms: Rooms;
  readonly bus: Bus;
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly log: Log;
}

/** A person on one of their devices. */
export interface Caller extends Subject {
  /** The id of the socket. */
  readonly device: string;
}
