import type { ErrorCode } from '../protocol/codes.ts';
import { mayActOn, type Operation } from '../protocol/policy.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Seat, SeatGrid } from '../model/seat.ts';
import type { Rule } from '../session/core/allowed.ts';
import { ruleChecks, type RuleSession } from '../session/core/rule-checks.ts';

interface SeatRulesSession extends RuleSession {
  readonly seats: { readonly grid: ReadonlySignal<SeatGrid>; readonly mine: ReadonlySignal<Seat | null> };
  readonly speakers: { readonly cleared: ReadonlySignal<boolean> };
}

/** The code that refuses the seat to every participant; `null` for a free seat. */
export const seatRefusal = (seat: Seat, mine: Seat | null): ErrorCode | null =>
  seat.locked
    ? 'seat_locked'
    : seat.identity === null
      ? null
      : seat === mine
        ? 'already_seated'
        : 'seat_taken';

/** The rules of seats. The order of the checks is the engine's. */
export const seatRules = (session: SeatRulesSession) => {
  const { role, seats, speakers } = session;
  const { joined, may } = ruleChecks(session);
  const grid = () => seats.grid.get();
  const mine = () => seats.mine.get();
  const roleRefusal = (operation: Operation, seat: Seat): ErrorCode | null => {
    const cell = seat.role && seat !== mine() ? mayActOn(operation, role.get(), seat.role) : 'yes';
    return cell === 'yes' ? null : cell;
  };
  /** A rule about a seat: the session is connected, the role permits the operation, then `rest`. */
  const onSeat =
    (operation: Operation, rest: (seat: Seat) => ErrorCode | null): Rule<number> =>
    (index) => {
      const refused = joined() ?? may(operation);
      if (refused) return refused;
      const seat = grid().seats[Number(index)];
      return seat ? rest(seat) : 'not_found';
    };
  const takeRefusal = (seat: Seat): ErrorCode | null =>
    (seat.reserved
      ? may('takeHostSeat')
      : grid().mode === 'request' && !mine() && !speakers.cleared.get()
        ? may('takeSeatByRequest')
        : null) ?? seatRefusal(seat, mine());
  /** The seats that vanish where the room gets this number of seats. */
  const vanishing = (count: number) => grid().seats.filter(({ index }) => count > 0 && index >= count);
  const onTaken = (operation: Operation) => (seat: Seat) =>
    seat.identity === null ? 'not_seated' : roleRefusal(operation, seat);

  return {
    takeSeat: onSeat('takeSeat', takeRefusal),
    moveSeat: onSeat('moveSeat', (seat) => (mine() ? takeRefusal(seat) : 'not_seated')),
    leaveSeat: () => joined('leaveSeat') ?? (mine() ? null : 'not_seated'),
    kickSeat: onSeat('kickSeat', (seat) => (seat.reserved ? 'target_protected' : onTaken('kickSeat')(seat))),
    lockSeat: onSeat('lockSeat', (seat) =>
      seat.reserved ? 'target_protected' : seat.locked ? 'seat_locked' : roleRefusal('lockSeat', seat),
    ),
    unlockSeat: onSeat('unlockSeat', (seat) => (seat.locked ? null : 'not_found')),
    muteSeat: onSeat('muteSeat', onTaken('muteSeat')),
    unmuteSeat: onSeat('unmuteSeat', onTaken('unmuteSeat')),
    swapSeats: () => joined() ?? may('swapSeats'),
    /** @param count the new number of seats; less than 1 leaves the number as it is */
    setupSeats: (count: number) =>
      joined() ??
      may('setupSeats') ??
      (vanishing(count).some((seat) => roleRefusal('setupSeats', seat)) ? 'target_protected' : null),
  } satisfies Record<string, Rule>;
};

export type SeatRules = ReturnType<typeof seatRules>;
