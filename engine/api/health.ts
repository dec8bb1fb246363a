import type { Context } from 'hono';
import type { Engine } from '../engine.ts';

/** `GET /health`: whether the media server and the store answer; 503 where one does not. */
export async function healthRoute(
  { sfu, store, reconciler, log }: Engine,
  context: Context,
): Promise<Response> {
  const livekit = (await sfu.alive()) ? 'ok' : 'unreachable';
  const kept = reads(() => store.nextDeadline(), log) ? 'ok' : 'unreadable';
  const well = livekit === 'ok' && kept === 'ok';
  return context.json(
    // `comparing` counts comparisons with the media server that failed in a row.
    { status: well ? 'ok' : 'degraded', livekit, store: kept, comparing: reconciler.failures },
    well ? 200 : 503,
  );
}

function reads(read: () => unknown, log: Engine['log']): boolean {
  try {
    read();
    return true;
  } catch (error) {
    log('The store cannot be read.', { error });
    return false;
  }
}
