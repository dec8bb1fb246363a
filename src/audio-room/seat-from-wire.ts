import { UTDStreamError } from '../errors/errors.ts';
import { maxSeats } from '../protocol/constants.ts';
import type { WireSeat } from '../protocol/seat.ts';
import type { Participant } from '../model/participant.ts';
import type { Seat } from '../model/seat.ts';

/**
 * A seat in the public shape.
 *
 * @param person the participant on the seat, where the media server shows the participant
 */
export function toSeat(wire: WireSeat, person: Participant | undefined): Seat {
  const { index, identity } = wire;
  return {
    index,
    number: index + 1,
    identity,
    name: identity === null ? null : wire.name || person?.name || identity,
    avatar: wire.avatar ?? person?.avatar ?? null,
    role: identity === null ? null : (wire.role ?? person?.role ?? 'speaker'),
    muted: identity !== null && (wire.muted || !person?.microphone),
    silenced: wire.muted,
    locked: wire.locked,
    reserved: wire.reserved_for !== null,
    away: wire.away,
    attributes: wire.attributes,
  };
}

/** Whether a room can have a seat of this index. */
export const isSeat = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < maxSeats;

/**
 * A seat in words, for messages. An index that no seat can have is refused here, because indexes stand in the paths of
 * requests.
 *
 * @param does the operation, which completes "Could not …"
 * @throws {UTDStreamError} `invalid_request`
 */
export function namedSeat(index: number, does: string, room: string): string {
  if (isSeat(index)) return `seat ${index + 1} in ${room}`;
  throw new UTDStreamError('invalid_request', `${does} seat ${String(index)} in ${room}`, {
    field: 'index',
    happened: `a seat is a whole number from 0 to 99, not ${JSON.stringify(index)}`,
  });
}
