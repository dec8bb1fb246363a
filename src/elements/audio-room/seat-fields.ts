import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Fields } from '../templates/bindings.ts';

/** What a seat binds; nothing where the room has none of this index. Reads signals. */
export function seatFields(session: AudioRoomController, index: number): Fields {
  const seat = session.seats.at(index).get();
  if (!seat) return {};
  const { identity } = seat;
  const speaking = identity !== null && session.participants.speaking(identity).get();
  // By identity, and not by `seats.mine`, which changes for every seat when mine does.
  return { ...seat, speaking, mine: identity !== null && identity === session.identity.get() };
}
