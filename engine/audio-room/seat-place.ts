import { Refusal } from '../core/refusal.ts';
import type { RoomDoc } from '../model/room-doc.ts';
import { moderates } from '../room/rights.ts';
import type { SpeakerPlace } from '../speakers/speaker-place.ts';
import { firstFree, take } from './seat-rules.ts';
import { seatOf } from './seats.ts';

const seatedAlready = (room: RoomDoc, identity: string) =>
  new Refusal('already_seated', `'${identity}' sits in '${room.name}' already. Nothing is left to ask for.`);

/** The seats, as the place of those who speak. */
export const seatPlace: SpeakerPlace = {
  noun: 'speaker',
  refuseRequest(room, identity) {
    if (room.mode !== 'request')
      return new Refusal(
        'feature_disabled',
        `Could not ask to speak in '${room.name}': nobody needs to. Take a free seat.`,
      );
    return seatOf(room, identity) >= 0 ? seatedAlready(room, identity) : null;
  },
  refuseInvitation(room, target, seat) {
    if (seatOf(room, target) >= 0) return seatedAlready(room, target);
    if (seat === null || room.seats[seat]) return null;
    return new Refusal(
      'not_found',
      `Could not invite '${target}' in '${room.name}': there is no seat ${seat + 1}. Choose another one.`,
    );
  },
  mayTake: (room, identity) => seatOf(room, identity) < 0,
  mayInvite: moderates,
  asks: (before, room) => ({ requests: room.mode === 'request', invitations: before.mode === room.mode }),
  put({ room }, identity, wanted) {
    const seat = wanted ?? firstFree(room);
    if (seat instanceof Refusal) return seat;
    const ruling = take(room, identity, seat);
    return ruling instanceof Refusal ? ruling : { room: ruling.room, seat };
  },
};
