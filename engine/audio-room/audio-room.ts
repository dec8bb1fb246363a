import { defaults } from '../../src/protocol/constants.ts';
import { toRestSeat } from '../../src/protocol/seat.ts';
import { Refusal } from '../core/refusal.ts';
import { lastingRoom, type Layout, type Product } from '../model/product.ts';
import { emptySeat, type RoomDoc, type RoomState } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import { nextExpiry, withoutExpired, withoutLapsed } from '../speakers/lapsed-requests.ts';
import { mineOf, namedByRights } from '../speakers/speaker-lists.ts';
import { seatPlace } from './seat-place.ts';
import * as seats from './seat-rules.ts';
import { gridOf, roleOf, seatOf } from './seats.ts';

/** The grid in the spelling of REST. */
export const restGrid = (state: RoomState) => {
  const { room } = state;
  const { mode, mode_id, queue, seats: grid } = gridOf(state);
  const { epoch, rev } = room;
  return { epoch, rev, count: grid.length, mode, mode_id, queue, seats: grid.map(toRestSeat) };
};

const seatedOf = (room: RoomDoc) => room.seats.flatMap(({ identity }) => identity ?? []);

/** The layout counts when a room is made, and when its owner joins with one. */
function open({ room }: RoomState, layout: Layout, fresh: boolean): Ruling {
  const { seat_count, seat_mode, host_seat, mode_id } = layout;
  const told = [seat_count, seat_mode, host_seat, mode_id].some((each) => each !== undefined);
  if (!fresh && !told) return { room };
  const count = seat_count ?? (room.seats.length || defaults.seatCount);
  const laidOut = seats.setup(room, {
    count,
    mode: seat_mode ?? (fresh ? defaults.seatMode : room.mode),
    modeId: mode_id ?? room.modeId,
  });
  const hostSeat = Math.min(host_seat ?? (fresh ? defaults.hostSeat : room.hostSeat), count - 1);
  return { room: { ...laidOut, seats: laidOut.seats.length ? laidOut.seats : [emptySeat], hostSeat } };
}

/** A room with seats: participants on seats may publish a microphone, all others listen. */
export const audioRoom: Product = {
  features: ['seats', 'speakers', 'chat', 'data', 'audience'],
  sources: ['microphone'],
  hiddenRoles: [],

  namedIn: (room) => [...seatedOf(room), ...namedByRights(room)],

  open,
  leave: ({ room }, identity) => seats.leave(room, identity),
  lapse: (before, state) => withoutLapsed(seatPlace, before.room, state),
  expire: (state, now) => withoutExpired(seatPlace, state, now),
  nextExpiry,
  ...lastingRoom,

  roleOf,
  placeFor({ room }, identity, role) {
    if (role === 'listener') return { room: seats.leave(room, identity) };
    if (role === 'admin' || seatOf(room, identity) >= 0) return { room };
    const free = seats.firstFree(room);
    return free instanceof Refusal ? free : seats.take(room, identity, free);
  },

  permissionOf: ({ room, people }, identity) =>
    seatOf(room, identity) >= 0 && people.has(identity) && !people.get(identity)?.silenced
      ? ['microphone']
      : [],

  // On a seat, the grid says who is muted by a moderator.
  participantMetadata: ({ room, people }, identity) =>
    people.get(identity)?.silenced && seatOf(room, identity) < 0 ? { silenced: true } : {},
  publicState: gridOf,
  roomMetadata: (state) => ({ _seats: gridOf(state) }),
  stateMessage: (state) => ({ type: '_seat_update', count: state.room.seats.length, ...gridOf(state) }),
  snapshot: (state, me) => ({
    ...restGrid(state),
    ...mineOf(state, me),
  }),
};
