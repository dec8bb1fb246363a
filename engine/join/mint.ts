import { times } from '../../src/protocol/constants.ts';
import type { App } from '../core/app.ts';
import { desired, roomMetadata, withExit } from '../room/desired-state.ts';
import type { Engine } from '../engine.ts';
import type { Log } from '../core/log.ts';
import { Refusal } from '../core/refusal.ts';
import { roleOf } from '../model/room-doc.ts';
import type { Sfu } from '../livekit/livekit.ts';
import type { RoomState } from '../store/store.ts';
import { enter, type Guest, type MintBody } from './admit.ts';
import { snapshot } from '../api/room-routes.ts';

/** Lets somebody into a room: a place in it, a bearer, and a token for the media server. */
export async function mint(engine: Engine, app: App, body: MintBody, who: Guest) {
  const now = engine.clock.now();
  const entered = engine.rooms.transact(() => enter(engine, app, body, who, now));
  engine.people.arm();
  await ready(engine, entered, who.identity);
  const { room, people } = entered;
  const { identity, name, sessionId } = people.get(who.identity)!;
  const { metadata, attributes } = desired(room, people).people.get(identity)!;
  const [token, user_token] = await Promise.all([
    engine.tokens.media({ sfu: room.sfu, identity, name, metadata, attributes }),
    engine.tokens.bearer({ app: app.id, identity, room: room.name, sessionId, mintedAt: now }),
  ]);
  return {
    token,
    url: engine.config.livekit.url,
    room_name: room.name,
    user_token,
    identity,
    name,
    role: roleOf(room, identity),
    expires_in: times.userToken / 1000,
    features: ['seats', 'speakers', 'chat', 'data'],
    server_time: new Date(now).toISOString(),
    ...(who.resume && { resume: who.resume }),
    room: snapshot(engine.store, entered, identity, now),
  };
}

/** No token is answered for a room not seen to exist, and none before the old place has been told. */
async function ready({ lines, sfu, log }: Engine, entered: RoomState, identity: string): Promise<void> {
  const { room } = entered;
  try {
    await lines.run(room.sfu, async () => {
      await tellOld(entered, identity, sfu, log);
      await sfu.ensureRoom(room.sfu, roomMetadata(room, entered.people));
    });
  } catch (error) {
    log('The media server does not answer a mint.', { sfu: room.sfu, error });
    throw new Refusal(
      'unavailable',
      `Could not join '${room.name}': the media server does not answer. Try again in a moment.`,
      { retryAfter: 2 },
    );
  }
}

/** The old place hears it before the new one can join: nobody is removed, the join itself replaces. */
async function tellOld({ room, people }: RoomState, identity: string, sfu: Sfu, log: Log): Promise<void> {
  const { presence, replaced } = people.get(identity)!;
  // Once this session's own connection was seen, there is no old one.
  if (presence !== 'expected' || !replaced) return;
  const want = desired(room, people).people.get(identity)!;
  const exit = { code: 'signed_in_elsewhere', session_id: replaced.sessionId } as const;
  // Where it cannot be told so, the media server says that somebody else came, and the engine confirms it.
  await sfu
    .update(room.sfu, identity, withExit(want, exit), {})
    .catch((error: unknown) => log('The old place was not told.', { sfu: room.sfu, error }));
}
