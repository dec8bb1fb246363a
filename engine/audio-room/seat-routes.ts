import * as v from 'valibot';
import type { Operation } from '../../src/protocol/policy.ts';
import { SeatIndex } from '../../src/protocol/seat.ts';
import { authorize } from '../auth/authorize.ts';
import { Refusal } from '../core/refusal.ts';
import type { Ruling } from '../model/ruling.ts';
import { carryOut, type RoomContext, type RoomRoutes } from '../requests/route-context.ts';
import { restGrid } from './audio-room.ts';
import * as rules from './seat-rules.ts';
import { isReserved, seatOf } from './seats.ts';

type Context = Pick<RoomContext<'takeSeat'>, 'actor' | 'params' | 'commit'>;
type Writing = Pick<Context, 'actor' | 'commit'>;

function indexOf(text: string | undefined): number {
  const index = v.safeParse(v.pipe(v.string(), v.regex(/^\d+$/), v.toNumber(), SeatIndex), text);
  if (index.success) return index.output;
  throw new Refusal('invalid_request', `A seat is a whole number from 0 to 99, not '${text}'.`, {
    field: 'index',
  });
}

/** Writes a ruling, and answers the grid. */
export async function answerGrid(context: Writing, ruling: Ruling): Promise<object> {
  const after = await carryOut(context, ruling);
  return { ...restGrid(after), ...('answer' in ruling && ruling.answer) };
}

/** To take a seat has rules beyond the role: the host seat, and rooms in which participants ask first. */
function authorizeSeat({ actor }: Pick<Context, 'actor'>, index: number): void {
  const { me } = actor;
  const { room } = actor.state;
  if (isReserved(room, index)) authorize(actor, 'takeHostSeat');
  else if (room.mode === 'request' && seatOf(room, me.identity) < 0 && !me.cleared)
    authorize(actor, 'takeSeatByRequest');
}

/** An operation on the seat in the path, and on the participant there. */
const onSeat =
  (operation: Operation, rule: (context: Context, index: number) => Ruling) =>
  async (context: Context): Promise<object> => {
    const index = indexOf(context.params['index']);
    authorize(context.actor, operation, rules.holder(context.actor.state.room, index));
    return answerGrid(context, rule(context, index));
  };

export const seatRoutes = {
  readSeats: async ({ actor }) => restGrid(actor.state),
  setupSeats: async (context) => {
    const { actor, body } = context;
    const { seat_count, seat_mode, mode_id } = body;
    // Participants on seats beyond the new count lose them.
    for (const { identity } of actor.state.room.seats.slice(seat_count))
      authorize(actor, 'setupSeats', identity);
    const layout = { count: seat_count, mode: seat_mode, modeId: mode_id ?? null };
    return answerGrid(context, { room: rules.setup(actor.state.room, layout) });
  },
  takeSeat: async (context) => {
    const index = indexOf(context.params['index']);
    authorizeSeat(context, index);
    const { state, me } = context.actor;
    return answerGrid(context, rules.take(state.room, me.identity, index));
  },
  leaveSeat: async (context) => {
    const { state, me } = context.actor;
    return answerGrid(context, { room: rules.leave(state.room, me.identity) });
  },
  moveSeat: async (context) => {
    const { actor, body } = context;
    const identity = body.target_identity ?? actor.me.identity;
    if (identity !== actor.me.identity) authorize(actor, 'moveOthers', identity);
    else authorizeSeat(context, body.target_seat);
    return answerGrid(context, rules.move(actor.state.room, identity, body.target_seat));
  },
  swapSeats: async (context) => {
    const { actor, body } = context;
    for (const index of [body.a, body.b])
      authorize(actor, 'swapSeats', rules.holder(actor.state.room, index));
    return answerGrid(context, rules.swap(actor.state.room, body.a, body.b));
  },
  kickSeat: onSeat('kickSeat', ({ actor }, index) => rules.kick(actor.state.room, index)),
  lockSeat: onSeat('lockSeat', ({ actor }, index) => rules.lock(actor.state.room, index, true)),
  unlockSeat: onSeat('unlockSeat', ({ actor }, index) => rules.lock(actor.state.room, index, false)),
  muteSeat: onSeat('muteSeat', ({ actor }, index) => rules.mute(actor.state, index, true)),
  unmuteSeat: onSeat('unmuteSeat', ({ actor }, index) => rules.mute(actor.state, index, false)),
} satisfies Partial<RoomRoutes>;
