import type { Context } from 'hono';
import type { Engine } from '../engine.ts';
import { Refusal } from '../core/refusal.ts';

/** How many ids of webhooks are remembered: LiveKit repeats one within seconds, or not at all. */
const remembered = 1000;

/** `POST /livekit/webhook`: verified before it is read, each id once, and only ever a reason to compare. */
export function webhookRoute({ readWebhook, store, reconciler }: Engine) {
  const seen = new Set<string>();
  return async (context: Context): Promise<Response> => {
    const body = await context.req.text();
    const { id, room, urgent } = await readWebhook(body, context.req.header('authorization')).catch(() => {
      throw new Refusal('unauthenticated', 'The webhook is not signed by this media server.');
    });
    const known = room === undefined || seen.has(id) ? null : store.bySfu(room);
    seen.add(id);
    if (seen.size > remembered) for (const oldest of [...seen].slice(0, remembered / 2)) seen.delete(oldest);
    if (known) reconciler.hint(known, urgent ?? false);
    return context.body(null, 204);
  };
}
