import { isCallType } from '../../src/protocol/call/call.ts';
import { times } from '../../src/protocol/constants.ts';
import { isCallId } from '../../src/protocol/names.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import type { RoomState } from '../model/room-doc.ts';
import { desiredParticipant, roomMetadata, withExit } from '../room/desired-state.ts';
import { snapshot } from '../room/snapshot.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { admit, type Guest, type MintBody } from './admit.ts';
import type { JoinDeps } from './join-deps.ts';

/** A room as the person enters it who gets credentials for it. */
interface Entered {
  readonly state: RoomState;
  readonly room: Awaited<ReturnType<typeof snapshot>>;
}

export const entered = async (
  { products, clock }: Pick<JoinDeps, 'products' | 'clock'>,
  tx: StoreQueries,
  state: RoomState,
  identity: string,
): Promise<Entered> => ({ state, room: await snapshot(products, tx, state, identity, clock.now()) });

/** A call begins by `POST /calls`. Its token is renewed for the device that is in it, and for all others there is no call. */
async function refuseStranger(tx: StoreQueries, app: App, body: MintBody, identity: string): Promise<void> {
  const { room_name: name, session_id, type } = body;
  if (!isCallId(name) && !isCallType(type)) return;
  const room = await tx.findRoom(app.id, name);
  const [person] = room?.type === type ? await tx.findPeople(room, [identity]) : [];
  if (person?.sessionId !== session_id || !isCallId(name))
    throw new Refusal('not_found', `There is no call '${name}' here. Start a call, or accept one.`);
}

/**
 * Lets a person into a room, and answers the credentials: a bearer token, and a token for the media server.
 *
 * @param ws_url the address of the signalling sockets
 */
export async function mint(deps: JoinDeps, app: App, body: MintBody, guest: Guest, ws_url: string) {
  const { rooms, products, clock } = deps;
  const { identity } = guest;
  const { room_name: room } = body;
  const entry = await rooms.transaction({ app: app.id, room }, async (transaction) => {
    await refuseStranger(transaction.tx, app, body, identity);
    const state = await admit(transaction, products, app, body, guest, clock.now());
    return entered(deps, transaction.tx, state, identity);
  });
  return credentials(deps, app, entry, guest, ws_url);
}

/** The credentials of a person who has entered a room. */
export async function credentials(
  deps: JoinDeps,
  app: App,
  { state, room: answered }: Entered,
  { identity, resume }: Pick<Guest, 'identity' | 'resume'>,
  ws_url: string,
) {
  const { products, tokens, config, clock } = deps;
  await makeReady(deps, state, identity);
  const { room, people } = state;
  const person = people.get(identity)!; // `admit` has put it there
  const { name, sessionId } = person;
  const { metadata, attributes, hidden } = desiredParticipant(products, state, person);
  const [token, user_token] = await Promise.all([
    tokens.media({ livekitRoom: room.livekitRoom, identity, name, metadata, attributes, hidden }),
    tokens.bearer({ app: app.id, identity, room: room.name, sessionId, mintedAt: clock.now() }),
  ]);
  const product = products[room.type];
  return {
    token,
    url: config.livekit.url,
    room_name: room.name,
    user_token,
    ws_url,
    identity,
    name,
    role: product.roleOf(room, identity),
    expires_in: times.userToken / 1000,
    features: product.features,
    server_time: answered.server_time,
    ...(resume && { resume }),
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
