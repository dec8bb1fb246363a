import type { WireSeat } from '../protocol/seat.ts';
import type { Participant, Seat } from '../shapes.ts';

/**
 * A seat in the public shape.
 *
 * @param person its holder, where the media server shows them.
 */
export function seatOf(wire: WireSeat, person: Participant | undefined): Seat {
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
