import { times } from '../../src/protocol/constants.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import type { RoomState } from '../model/room-doc.ts';
import { desiredParticipant, roomMetadata, withExit } from '../room/desired-state.ts';
import { snapshot } from '../room/snapshot.ts';
import { admit, type Guest, type MintBody } from './admit.ts';
import type { JoinDeps } from './join-deps.ts';

/** Lets a person into a room, and answers the credentials: a bearer token, and a token for the media server. */
export async function mint(deps: JoinDeps, app: App, body: MintBody, guest: Guest) {
  const { rooms, products, tokens, config } = deps;
  const now = deps.clock.now();
  const { identity } = guest;
  const { state, room: answered } = await rooms.transaction(
    { app: app.id, room: body.room_name },
    async (transaction) => {
      const entered = await admit(transaction, products, app, body, guest, now);
      return { state: entered, room: await snapshot(products, transaction.tx, entered, identity, now) };
    },
  );
  await makeReady(deps, state, identity);
  const { room, people } = state;
  const person = people.get(identity)!; // `admit` has put it there
  const { name, sessionId } = person;
  const { metadata, attributes } = desiredParticipant(products, state, person);
  const [token, user_token] = await Promise.all([
    tokens.media({ livekitRoom: room.livekitRoom, identity, name, metadata, attributes }),
    tokens.bearer({ app: app.id, identity, room: room.name, sessionId, mintedAt: now }),
  ]);
  const product = products[room.type];
  return {
    token,
    url: config.livekit.url,
    room_name: room.name,
    user_token,
    identity,
    name,
    role: product.roleOf(room, identity),
    expires_in: times.userToken / 1000,
    features: product.features,
    server_time: answered.server_time,
    ...(guest.resume && { resume: guest.resume }),
    room: answered,
  };
}

/** No token is answered for a room that the media server does not have, nor before a replaced connection was told. */
async function makeReady(
  { lines, livekit, products, log }: JoinDeps,
  state: RoomState,
  identity: string,
): Promise<void> {
  const { room } = state;
  const { livekitRoom } = room;
  try {
    await lines.run(livekitRoom, async () => {
      await tellReplaced();
      await livekit.ensureRoom(livekitRoom, roomMetadata(products, state));
    });
  } catch (error) {
    log('The media server does not answer a mint.', { room: livekitRoom, error });
    throw new Refusal(
      'unavailable',
      `Could not join '${room.name}': the media server does not answer. Try again in a moment.`,
      { retryAfter: 2 },
    );
  }

  /** The replaced connection is told before the new one can join: the join itself removes it. */
  async function tellReplaced(): Promise<void> {
    const person = state.people.get(identity)!; // `admit` has put it there
    const { presence, replaced } = person;
    // Once the media server has shown the connection of this session, the old one is gone.
    if (presence !== 'expected' || !replaced) return;
    const exit = { code: 'signed_in_elsewhere', session_id: replaced.sessionId } as const;
    const want = withExit(desiredParticipant(products, state, person), exit);
    // Where the write fails, LiveKit tells that another connection came, and the engine confirms that.
    await livekit
      .update(livekitRoom, identity, want, {})
      .catch((error: unknown) => log('A replaced connection was not told.', { room: livekitRoom, error }));
  }
}
