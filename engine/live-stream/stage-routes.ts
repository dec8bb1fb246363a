import { authorize } from '../auth/authorize.ts';
import type { Ruling } from '../model/ruling.ts';
import { carryOut, carryOutAndAnswer, type RoomContext, type RoomRoutes } from '../requests/route-context.ts';
import { requestAnswer } from '../speakers/speaker-lists.ts';
import { speakerRules } from '../speakers/speaker-rules.ts';
import { restStage } from './live-stream.ts';
import * as rules from './stage-rules.ts';

const requests = speakerRules(rules.stagePlace);

type Writing = Pick<RoomContext<'leaveStage'>, 'actor' | 'commit'>;
type Naming = Pick<RoomContext<'approveStageRequest'>, 'actor' | 'params'>;

const answerStage = async (context: Writing, ruling: Ruling): Promise<object> =>
  restStage(await carryOut(context, ruling));

/** The id of the request of the participant in the path; empty where there is none. */
const requestOf = ({ actor, params }: Naming): string =>
  actor.state.room.requests?.find(({ identity }) => identity === params['identity'])?.id ?? '';

export const stageRoutes = {
  readStage: async ({ actor }) => restStage(actor.state),
  goLive: (context) => answerStage(context, { room: rules.goLive(context.actor.state.room, context.now) }),
  endLive: (context) => answerStage(context, rules.endLive(context.actor.state.room)),
  requestStage: async (context) => {
    const { actor, now } = context;
    const me = actor.me.identity;
    return requestAnswer(await carryOut(context, requests.request(actor.state, me, null, now)), me);
  },
  cancelStageRequest: (context) =>
    carryOutAndAnswer(context, requests.cancel(context.actor.state, context.actor.me.identity)),
  approveStageRequest: (context) =>
    answerStage(context, requests.approve(context.actor.state, requestOf(context), null)),
  rejectStageRequest: (context) =>
    carryOutAndAnswer(context, requests.reject(context.actor.state, requestOf(context))),
  acceptStageInvitation: (context) => {
    const { actor, params, now } = context;
    return answerStage(context, requests.accept(actor.state, actor.me.identity, params['id'] ?? '', now));
  },
  declineStageInvitation: (context) => {
    const { actor, params, now } = context;
    const ruling = requests.decline(actor.state, actor.me.identity, params['id'] ?? '', now);
    return carryOutAndAnswer(context, ruling);
  },
  leaveStage: (context) => {
    const { state, me } = context.actor;
    return answerStage(context, rules.remove(state.room, me.identity));
  },
  inviteToStage: (context) => {
    const { actor, params, now } = context;
    const asked = { target: params['identity'] ?? '', seat: null };
    return carryOutAndAnswer(context, requests.invite(actor.state, actor.me.identity, asked, now));
  },
  removeFromStage: (context) => {
    const { actor, params } = context;
    const identity = params['identity'] ?? '';
    authorize(actor, 'removeFromStage', identity);
    return answerStage(context, rules.remove(actor.state.room, identity));
  },
} satisfies Partial<RoomRoutes>;
