import * as v from 'valibot';
import { SeatIndex, toRestSeat } from '../../src/protocol/seat.ts';
import type { Operation } from '../../src/protocol/policy.ts';
import { may } from '../auth/authorize.ts';
import { Refusal } from '../core/refusal.ts';
import { gridOf, isReserved, seatOf } from '../model/room-doc.ts';
import * as rules from './seat-rules.ts';
import type { Ruling } from '../model/ruling.ts';
import type { RoomState } from '../store/store.ts';
import { carryOut, type Writing } from '../requests/carry-out.ts';
import type { RoomContext, RoomRoutes } from '../requests/route-context.ts';

type Context = Pick<RoomContext<'takeSeat'>, 'actor' | 'params' | 'commit'>;

/** The grid as REST spells it. */
export const restGrid = ({ room, people }: RoomState) => {
  const { seats, ...grid } = gridOf(room, people);
  return { epoch: room.epoch, rev: room.rev, count: seats.length, ...grid, seats: seats.map(toRestSeat) };
};

function indexOf(text: string | undefined): number {
  const index = v.safeParse(v.pipe(v.string(), v.regex(/^\d+$/), v.toNumber(), SeatIndex), text);
  if (index.success) return index.output;
  throw new Refusal('invalid_request', `A seat is a whole number from 0 to 99, not '${text}'.`, {
    field: 'index',
  });
}

/** Writes a ruling, and answers the grid. */
export function grid(context: Writing, ruling: Ruling): object {
  const after = carryOut(context, ruling);
  return { ...restGrid(after), ...('answer' in ruling && ruling.answer) };
}

/** Entering a seat has rules beyond the role: the host seat, and rooms where one asks first. */
function mayEnter({ actor }: Pick<Context, 'actor'>, index: number): void {
  const { room, me } = actor;
  if (isReserved(room, index)) may(actor, 'takeHostSeat');
  else if (room.mode === 'request' && seatOf(room, me.identity) < 0 && !room.cleared?.includes(me.identity))
    may(actor, 'takeSeatByRequest');
}

/** An operation on the seat in the path, and on whoever holds it. */
const onSeat =
  (operation: Operation, rule: (context: Context, index: number) => Ruling) =>
  (context: Context): object => {
    const index = indexOf(context.params['index']);
    may(context.actor, operation, rules.holder(context.actor.room, index));
    return grid(context, rule(context, index));
  };

export const seatRoutes = {
  readSeats: ({ actor }) => restGrid(actor),
  setupSeats: (context) => {
    const { actor, body } = context;
    const { seat_count, seat_mode, mode_id } = body;
    // Who sits beyond has to get up.
    for (const { identity } of actor.room.seats.slice(seat_count)) may(actor, 'setupSeats', identity);
    const layout = { count: seat_count, mode: seat_mode, modeId: mode_id ?? null };
    return grid(context, rules.setup(actor.room, layout));
  },
  takeSeat: (context) => {
    const index = indexOf(context.params['index']);
    mayEnter(context, index);
    return grid(context, rules.take(context.actor.room, context.actor.me.identity, index));
  },
  leaveSeat: (context) => grid(context, rules.leave(context.actor.room, context.actor.me.identity)),
  moveSeat: (context) => {
    const { actor, body } = context;
    const identity = body.target_identity ?? actor.me.identity;
    if (identity !== actor.me.identity) may(actor, 'moveOthers', identity);
    else mayEnter(context, body.target_seat);
    return grid(context, rules.move(actor.room, identity, body.target_seat));
  },
  swapSeats: (context) => {
    const { actor, body } = context;
    for (const index of [body.a, body.b]) may(actor, 'swapSeats', rules.holder(actor.room, index));
    return grid(context, rules.swap(actor.room, body.a, body.b));
  },
  kickSeat: onSeat('kickSeat', ({ actor }, index) => rules.kick(actor.room, index)),
  lockSeat: onSeat('lockSeat', ({ actor }, index) => rules.lock(actor.room, index, true)),
  unlockSeat: onSeat('unlockSeat', ({ actor }, index) => rules.lock(actor.room, index, false)),
  muteSeat: onSeat('muteSeat', ({ actor }, index) => rules.mute(actor.room, index, true)),
  unmuteSeat: onSeat('unmuteSeat', ({ actor }, index) => rules.mute(actor.room, index, false)),
} satisfies Partial<RoomRoutes>;
