import { authorize } from '../auth/authorize.ts';
import { Refusal } from '../core/refusal.ts';
import type { PersonRow } from '../model/room-doc.ts';
import { carryOut, carryOutAndAnswer, type RoomContext, type RoomRoutes } from '../requests/route-context.ts';
import { mutedRuling } from '../room/rights.ts';
import * as roles from './roles.ts';

type Context = Pick<RoomContext<'kick'>, 'actor' | 'params'>;

/** The participant in the path. @throws {Refusal} `not_found`, or by the policy table */
function targetOf({ actor, params }: Context, operation: 'kick' | 'forceMute' | 'changeRole'): PersonRow {
  const identity = params['identity'] ?? '';
  const person = actor.state.people.get(identity);
  if (!person)
    throw new Refusal('not_found', `'${identity}' is not in '${actor.state.room.name}'. Check the identity.`);
  if (operation !== 'changeRole') authorize(actor, operation, identity);
  return person;
}

async function lockComments(
  context: Pick<RoomContext<'kick'>, 'actor' | 'commit'>,
  locked: boolean,
): Promise<void> {
  const { state, me } = context.actor;
  await carryOut(context, roles.lockComments(state.room, locked, me.identity));
}

export const moderationRoutes = {
  kick: async (context) => {
    const { identity } = targetOf(context, 'kick');
    if (identity === context.actor.me.identity)
      throw new Refusal('target_protected', 'Could not remove yourself. Leave instead.');
    await context.remove(identity, { code: 'kicked' });
  },
  forceMute: async (context) => {
    const { audio, video, muted } = context.body;
    const { state, product, me, role } = context.actor;
    const media = {
      audio: audio ?? video === undefined,
      video: !!video && product.sources.includes('camera'),
    };
    const person = targetOf(context, 'forceMute');
    if (person.identity === me.identity && role !== 'host')
      throw new Refusal('target_protected', 'Could not mute yourself. Switch your microphone off instead.');
    if (!media.audio && !media.video)
      throw new Refusal('wrong_product_type', `Nobody sends a picture to '${state.room.name}'.`);
    await carryOut(context, mutedRuling(state.room, person, media, muted));
  },
  changeRole: async (context) => {
    const { state, product } = context.actor;
    const person = targetOf(context, 'changeRole');
    return carryOutAndAnswer(
      context,
      roles.changeRole(product, state, person, context.body.role, context.now),
    );
  },
  lockComments: (context) => lockComments(context, true),
  unlockComments: (context) => lockComments(context, false),
} satisfies Partial<RoomRoutes>;
