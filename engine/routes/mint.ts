import { randomBytes } from 'node:crypto';
import { defaults, times } from '../../src/protocol/constants.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import type { InferOutput } from 'valibot';
import type { App } from '../app.ts';
import { desired, participantMetadata, roomMetadata } from '../desired.ts';
import type { Engine } from '../engine.ts';
import { firstDeadline, newRoom } from '../people.ts';
import { withExit } from '../reconcile.ts';
import { Refusal } from '../refusal.ts';
import { emptySeat, roleOf, type RoomDoc } from '../room-doc.ts';
import * as rules from '../rules/seats.ts';
import type { RoomState } from '../store/store.ts';
import { snapshot } from './rooms.ts';
import type { Who } from './identity.ts';

export type MintBody = InferOutput<typeof MintRequest>;

/** Lets somebody into a room: a place in it, a bearer, and a token for the media server. */
export async function mint(engine: Engine, app: App, body: MintBody, who: Who) {
  const { store, clock, config } = engine;
  const now = clock.now();
  const before = store.room(app.id, body.room_name);
  const previous = before?.people.get(who.identity);
  const takeover = previous && previous.sessionId !== body.session_id;
  if (takeover) await cooldown(engine, app, who.identity);

  const entered = engine.rooms.transact(() => enter(engine, app, body, who, now));
  engine.people.arm();
  if (takeover) await tellOld(engine, before!, who.identity, previous.sessionId);
  const { room, people } = entered;
  const me = people.get(who.identity)!;
  await seenToExist(engine, entered);
  const { identity, name } = me;
  const want = desired(room, people).people.get(identity)!;
  const [token, user_token] = await Promise.all([
    engine.tokens.media({
      sfu: room.sfu,
      identity,
      name,
      metadata: participantMetadata(room, identity),
      attributes: want.attributes,
    }),
    engine.tokens.bearer({
      app: app.id,
      identity,
      room: room.name,
      sessionId: body.session_id,
      mintedAt: now,
    }),
  ]);
  return {
    token,
    url: config.livekit.url,
    room_name: room.name,
    user_token,
    identity,
    name,
    role: roleOf(room, identity),
    expires_in: times.userToken / 1000,
    features: ['seats'],
    server_time: new Date(now).toISOString(),
    ...(who.resume && { resume: who.resume }),
    room: snapshot(entered, now),
  };
}

async function cooldown({ limits }: Engine, app: App, identity: string): Promise<void> {
  const retryAfter = await limits.wait('takeover', `${app.id} ${identity}`);
  if (!retryAfter) return;
  const message = `Could not join: this person moved between places too often. Wait ${retryAfter} s.`;
  throw new Refusal('takeover_cooldown', message, { retryAfter });
}

/** The old place hears it before the new one can join: nobody is removed, the join itself replaces. */
async function tellOld(
  { sfu, log }: Engine,
  { room, people }: RoomState,
  identity: string,
  sessionId: string,
): Promise<void> {
  const want = desired(room, people).people.get(identity)!;
  const exit = { code: 'signed_in_elsewhere', session_id: sessionId } as const;
  // Who is not connected cannot be told; they ask the engine when they come back.
  await sfu
    .update(room.sfu, identity, withExit(want, exit))
    .catch((error: unknown) => log('The old place was not told.', { error }));
}

async function seenToExist({ sfu, log }: Engine, { room, people }: RoomState): Promise<void> {
  try {
    await sfu.ensureRoom(room.sfu, roomMetadata(room, people));
  } catch (error) {
    log('The media server does not answer a mint.', { sfu: room.sfu, error });
    throw new Refusal(
      'unavailable',
      `Could not join '${room.name}': the media server does not answer. Try again in a moment.`,
      { retryAfter: 2 },
    );
  }
}

/** One transaction: the room, my row in it, my session. */
function enter(engine: Engine, app: App, body: MintBody, who: Who, now: number): RoomState {
  const { store, rooms } = engine;
  const found = store.room(app.id, body.room_name);
  const state = found ?? open(engine, app, body);
  const { identity } = who;
  const previous = state.people.get(identity);
  if (previous && previous.sessionId !== body.session_id)
    store.endSessions({ app: app.id, room: state.room.name, identity }, 'signed_in_elsewhere');
  const claims = body.role === 'host' && who.mayOwn && (body.room_owner_id ?? identity) === identity;
  const owner = state.room.owner ?? (claims ? identity : null);
  const owned = { ...state.room, owner };
  const room = laidOut(owned, body, !found, owner === identity);
  const same = previous?.sessionId === body.session_id;
  const person = {
    identity,
    name: who.name,
    avatar: who.avatar,
    attributes: who.attributes,
    sessionId: body.session_id,
    joinedAt: previous?.joinedAt ?? now,
    // A reload: the connection of before may still be listed, and what happens to it decides.
    presence: same ? previous.presence : ('expected' as const),
    deadline: same && previous.presence === 'here' ? null : firstDeadline(now),
  };
  const { name, epoch } = room;
  store.openSession({
    app: app.id,
    room: name,
    epoch,
    sessionId: body.session_id,
    identity,
    expires: now + times.refreshable,
  });
  store.setRoomDeadline(app.id, name, null);
  return rooms.commit(state, {
    people: [person],
    ...(!found || owner !== state.room.owner || room !== owned ? { room } : {}),
  });
}

function open({ store }: Engine, app: App, body: MintBody): RoomState {
  const epoch = store.epoch(app.id, body.room_name) + 1;
  // Opaque, and another one for each incarnation: an old token opens nothing.
  const sfu = `r_${randomBytes(16).toString('hex')}`;
  const room = newRoom({ app: app.id, name: body.room_name, epoch, type: body.type, sfu });
  store.createRoom(room);
  return { room, people: new Map() };
}

/** The layout counts when a room is made, and from its owner. */
function laidOut(room: RoomDoc, body: MintBody, fresh: boolean, mine: boolean): RoomDoc {
  const { seat_count, seat_mode, host_seat, mode_id } = body;
  const told = [seat_count, seat_mode, host_seat, mode_id].some((each) => each !== undefined);
  if (!fresh && !(mine && told)) return room;
  const count = seat_count ?? (room.seats.length || defaults.seatCount);
  const ruling = rules.setup(room, {
    count,
    mode: seat_mode ?? (fresh ? defaults.seatMode : room.mode),
    modeId: mode_id ?? room.modeId,
  });
  if (ruling instanceof Refusal) throw ruling;
  const hostSeat = Math.min(host_seat ?? (fresh ? defaults.hostSeat : room.hostSeat), count - 1);
  return { ...ruling.room, seats: ruling.room.seats.length ? ruling.room.seats : [emptySeat], hostSeat };
}
