import { randomBytes } from 'node:crypto';
import type { InferOutput } from 'valibot';
import { defaults, times } from '../../src/protocol/constants.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import type { App } from '../core/app.ts';
import type { Invite } from '../auth/token-claims.ts';
import type { Engine } from '../engine.ts';
import { bannedRefusal } from '../auth/authorize.ts';
import { firstDeadline, newRoom } from '../room/presence.ts';
import { Refusal } from '../core/refusal.ts';
import { emptySeat, type PersonRow, type Replaced, type RoomDoc } from '../model/room-doc.ts';
import { byLink, linkedAs } from '../moderation/roles.ts';
import * as rules from '../audio-room/seat-rules.ts';
import type { RoomState, Store } from '../store/store.ts';
import type { Who } from './identify.ts';

export type MintBody = InferOutput<typeof MintRequest>;

/** Who mints, and what a signed link says of them. */
export type Guest = Who & { readonly link: Invite | null };

/** Inside one transaction: the room, my row in it, my session. */
export function enter(engine: Engine, app: App, body: MintBody, who: Guest, now: number): RoomState {
  const { store, rooms } = engine;
  const { identity } = who;
  const ban = store.banOf(app.id, body.room_name, identity, now);
  if (ban) throw bannedRefusal(body.room_name, ban, who.proven || wasHere(store, app, body, identity));
  const until = store.shutOut(app.id, body.room_name, identity, now);
  if (until) throw shutOut(body.room_name, Math.ceil((until - now) / 1000));
  const found = store.room(app.id, body.room_name);
  const state = found ?? open(engine, app, body);
  const linked = linkedAs(state.room, identity, who.link);
  const previous = state.people.get(identity);
  const person = place(body, who, previous, now);
  if (previous && previous.sessionId !== body.session_id)
    store.endSessions({ app: app.id, room: state.room.name, identity }, 'signed_in_elsewhere');
  const claims = body.role === 'host' && who.mayOwn && (body.room_owner_id ?? identity) === identity;
  const owner = state.room.owner ?? (claims || linked === 'host' ? identity : null);
  const mine = owner === state.room.owner ? state.room : { ...state.room, owner };
  const owned = linked ? byLink(mine, identity, linked) : mine;
  const room = laidOut(owned, body, !found, owner === identity);
  const { name, epoch } = room;
  store.openSession({
    app: app.id,
    room: name,
    epoch,
    sessionId: body.session_id,
    identity,
    expires: now + times.refreshable + times.userToken,
  });
  store.setRoomDeadline(app.id, name, null);
  return rooms.commit(state, {
    people: [person],
    ...(!found || room !== state.room ? { room } : {}),
  });
}

/** Session ids are random and nobody else's to know: who shows one that was here is who they say. */
const wasHere = (
  store: Store,
  app: App,
  { room_name: room, session_id: sessionId }: MintBody,
  identity: string,
) => store.session({ app: app.id, room, identity, sessionId }) !== null;

/** My row: the one of before where this is the same session, else in the place of the other session. */
function place(body: MintBody, who: Who, previous: PersonRow | undefined, now: number): PersonRow {
  const { identity, name, avatar, attributes } = who;
  const fresh = {
    identity,
    name,
    avatar,
    attributes,
    sessionId: body.session_id,
    joinedAt: previous?.joinedAt ?? now,
  };
  if (!previous) return { ...fresh, presence: 'expected', deadline: firstDeadline(now) };
  // A reload: the connection of before may still be listed, and what happens to it decides.
  if (previous.sessionId === body.session_id)
    return {
      ...previous,
      ...fresh,
      deadline: previous.presence === 'here' ? null : firstDeadline(now),
    };
  const expected = { ...fresh, presence: 'expected', deadline: firstDeadline(now) } as const;
  // Nobody has come with the former token yet, so nobody loses a place.
  if (previous.presence === 'expected') return { ...expected, ...takenOver(previous) };
  if (!body.takeover && previous.presence === 'here')
    throw new Refusal(
      'signed_in_elsewhere',
      `Could not join '${body.room_name}': you are in it already, in another place. Leave there, or take over here.`,
    );
  const wait = (previous.takenOverAt ?? -Infinity) + times.takeover - now;
  if (wait > 0) throw tooSoon(Math.ceil(wait / 1000));
  const { sid, sessionId } = previous;
  const replaced: Replaced = { sessionId, ...(sid !== undefined && { sid }) };
  return { ...expected, replaced, takenOverAt: now };
}

const takenOver = ({ replaced, takenOverAt }: PersonRow) => ({
  ...(replaced && { replaced }),
  ...(takenOverAt !== undefined && { takenOverAt }),
});

const shutOut = (room: string, retryAfter: number) =>
  new Refusal('kicked', `Could not join '${room}': you were removed from it. Wait ${retryAfter} s.`, {
    retryAfter,
  });

const tooSoon = (retryAfter: number) =>
  new Refusal(
    'takeover_cooldown',
    `Could not join: this person moved between places too often. Wait ${retryAfter} s.`,
    { retryAfter },
  );

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
