import type { Context } from 'hono';
import { RecentIds } from '../core/recent-ids.ts';
import { Refusal } from '../core/refusal.ts';
import type { WebhookHint } from '../livekit/livekit.ts';
import type { Reconciler } from '../livekit/reconciler.ts';
import type { Rooms } from '../room/commit.ts';

interface WebhookDeps {
  /** Reads a webhook. The promise rejects where LiveKit did not sign it. */
  readonly readWebhook: (body: string, authorization: string | undefined) => Promise<WebhookHint>;
  readonly rooms: Rooms;
  readonly reconciler: Reconciler;
}

/** The number of ids of webhooks that are remembered: LiveKit repeats a webhook within seconds, or not at all. */
const remembered = 1000;

/** `POST /livekit/webhook`: verified before it is read, each id once, and only ever a reason to compare. */
export function webhookRoute({ readWebhook, rooms, reconciler }: WebhookDeps) {
  const recent = new RecentIds(remembered);
  return async (context: Context): Promise<Response> => {
    const body = await context.req.text();
    const { id, room, urgent } = await readWebhook(body, context.req.header('authorization')).catch(() => {
      throw new Refusal('unauthenticated', 'The webhook is not signed by this media server.');
    });
    const isNew = recent.add(id);
    const known =
      isNew && room !== undefined ? await rooms.readOne((tx) => tx.findRoomOnLivekit(room)) : null;
    if (known && urgent !== undefined) void reconciler.lookAt(known, urgent);
    else if (known) reconciler.hint(known);
    return context.body(null, 204);
  };
}
