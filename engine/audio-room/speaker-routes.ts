import { carryOut, carryOutAndAnswer, type RoomRoutes } from '../requests/route-context.ts';
import { answerGrid } from './seat-routes.ts';
import { requestsFor } from './speaker-lists.ts';
import * as rules from './speaker-rules.ts';

export const speakerRoutes = {
  requestToSpeak: async (context) => {
    const { actor, body, now } = context;
    const me = actor.me.identity;
    const after = await carryOut(context, rules.request(actor.state, me, body.note || null, now));
    const request = requestsFor(after, me).find(({ identity }) => identity === me)!; // the rule has just put it there
    const { epoch, rev, version } = after.room;
    return { request_id: request.id, request: { ...request, epoch, rev, version } };
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
    const asked = { target: body.target_identity, index: body.seat_index ?? null };
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
