import type { Context } from 'hono';
import type { Log } from '../core/log.ts';
import type { LiveKit } from '../livekit/livekit.ts';
import type { Reconciler } from '../livekit/reconciler.ts';
import type { Rooms } from '../room/commit.ts';

interface HealthDeps {
  readonly livekit: LiveKit;
  readonly rooms: Rooms;
  readonly reconciler: Reconciler;
  readonly log: Log;
}

/** `GET /health`: whether the media server and the database answer; 503 where one does not. */
export async function healthRoute(
  { livekit: server, rooms, reconciler, log }: HealthDeps,
  context: Context,
): Promise<Response> {
  const [answers, store] = await Promise.all([
    server.alive(),
    rooms
      .read((tx) => tx.nextDeadline())
      .then(
        () => 'ok' as const,
        (error: unknown) => {
          log('The store cannot be read.', { error });
          return 'unreadable' as const;
        },
      ),
  ]);
  const livekit = answers ? 'ok' : 'unreachable';
  const well = answers && store === 'ok';
  return context.json(
    // `comparing` counts the comparisons with the media server that failed in a row.
    { status: well ? 'ok' : 'degraded', livekit, store, comparing: reconciler.failures },
    well ? 200 : 503,
  );
}
