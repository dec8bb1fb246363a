import { carryOut, carryOutAndAnswer, type RoomRoutes } from '../requests/route-context.ts';
import { requestAnswer, requestsFor } from '../speakers/speaker-lists.ts';
import { speakerRules } from '../speakers/speaker-rules.ts';
import { seatPlace } from './seat-place.ts';
import { answerGrid } from './seat-routes.ts';

const rules = speakerRules(seatPlace);

export const speakerRoutes = {
  requestToSpeak: async (context) => {
    const { actor, body, now } = context;
    const me = actor.me.identity;
    return requestAnswer(await carryOut(context, rules.request(actor.state, me, body.note || null, now)), me);
  },
  cancelRequest: (context) =>
    carryOutAndAnswer(context, rules.cancel(context.actor.state, context.actor.me.identity)),
  readRequests: async ({ actor }) => ({ requests: requestsFor(actor.state, actor.me.identity) }),
  approveRequest: async (context) => {
    const { actor, body, params } = context;
    return answerGrid(context, rules.approve(actor.state, params['id'] ?? '', body.seat_index ?? null));
  },
  rejectRequest: (context) =>
    carryOutAndAnswer(context, rules.reject(context.actor.state, context.params['id'] ?? '')),
  inviteToSpeak: (context) => {
    const { actor, body, now } = context;
    const asked = { target: body.target_identity, seat: body.seat_index ?? null };
    return carryOutAndAnswer(context, rules.invite(actor.state, actor.me.identity, asked, now));
  },
  acceptInvitation: async (context) => {
    const { actor, params, now } = context;
    return answerGrid(context, rules.accept(actor.state, actor.me.identity, params['id'] ?? '', now));
  },
  declineInvitation: (context) => {
    const { actor, params, now } = context;
    const ruling = rules.decline(actor.state, actor.me.identity, params['id'] ?? '', now);
    return carryOutAndAnswer(context, ruling);
  },
} satisfies Partial<RoomRoutes>;
