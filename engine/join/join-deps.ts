import type { AuthenticateDeps } from '../auth/authenticate.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { SerialQueue } from '../core/serial-queue.ts';
import type { LiveKit } from '../livekit/livekit.ts';
import type { Products } from '../model/product.ts';
import type { Rooms } from '../room/commit.ts';

/** The services that the routes of tokens use. */
export interface JoinDeps extends AuthenticateDeps {
  readonly rooms: Rooms;
  readonly products: Products;
  readonly livekit: LiveKit;
  /** The lines of work, by the room on the media server: calls about a room are made in order. */
  readonly lines: SerialQueue;
  readonly clock: Clock;
  readonly log: Log;
}
