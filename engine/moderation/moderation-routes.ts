import { Refusal } from '../core/refusal.ts';
import { may } from '../auth/authorize.ts';
import * as roles from './roles.ts';
import * as seats from '../audio-room/seat-rules.ts';
import { answer, carryOut, type Writing } from '../requests/carry-out.ts';
import type { RoomContext, RoomRoutes } from '../requests/route-context.ts';

type Context = Pick<RoomContext<'kick'>, 'actor' | 'params'>;

/** Who the path names: somebody in the room, whom I may act on. */
function target({ actor, params }: Context, operation: 'kick' | 'forceMute' | 'changeRole'): string {
  const identity = params['identity'] ?? '';
  if (!actor.people.has(identity))
    throw new Refusal('not_found', `'${identity}' is not in '${actor.room.name}'. Check the identity.`);
  if (operation !== 'changeRole') may(actor, operation, identity);
  return identity;
}

const lock = (context: Writing, locked: boolean): undefined =>
  void carryOut(context, roles.lockComments(context.actor.room, locked, context.actor.me.identity));

export const moderationRoutes = {
  kick: (context) => {
    const identity = target(context, 'kick');
    if (identity === context.actor.me.identity)
      throw new Refusal('target_protected', 'Could not remove yourself. Leave instead.');
    context.putOut(identity, { code: 'kicked' });
  },
  forceMute: (context) => {
    const { audio, video, muted } = context.body;
    const identity = target(context, 'forceMute');
    if (identity === context.actor.me.identity && context.actor.role !== 'host')
      throw new Refusal('target_protected', 'Could not mute yourself. Switch your microphone off instead.');
    // Nobody sends a picture to an audio room, so that there is none to take away.
    if (audio === false || (audio === undefined && video !== undefined))
      throw new Refusal('wrong_product_type', `Nobody sends a picture to '${context.actor.room.name}'.`);
    carryOut(context, seats.silence(context.actor.room, identity, muted));
  },
  changeRole: (context) => {
    const identity = target(context, 'changeRole');
    return answer(context, roles.changeRole(context.actor.room, identity, context.body.role, context.now));
  },
  lockComments: (context) => lock(context, true),
  unlockComments: (context) => lock(context, false),
} satisfies Partial<RoomRoutes>;
