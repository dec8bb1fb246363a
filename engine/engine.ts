import type { AuthenticateDeps } from './auth/authenticate.ts';
import type { Clock } from './core/clock.ts';
import type { Log } from './core/log.ts';
import type { SerialQueue } from './core/serial-queue.ts';
import type { WebhookHint, LiveKit } from './livekit/livekit.ts';
import type { Reconciler } from './livekit/reconciler.ts';
import type { Products } from './model/product.ts';
import type { Rooms } from './room/commit.ts';
import type { Presence } from './room/presence.ts';

/** The services of the engine. `createEngine` makes them, and each route takes those that it uses. */
export interface Engine extends AuthenticateDeps {
  readonly rooms: Rooms;
  readonly presence: Presence;
  readonly products: Products;
  readonly livekit: LiveKit;
  readonly reconciler: Reconciler;
  /** The lines of work, by the room on the media server: calls about a room are made in order. */
  readonly lines: SerialQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Reads a webhook. The promise rejects where LiveKit did not sign it. */
  readonly readWebhook: (body: string, authorization: string | undefined) => Promise<WebhookHint>;
}
