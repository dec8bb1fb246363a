import * as v from 'valibot';
import { At, Private } from '../room-state.ts';
import { WireRequest } from '../speakers/speaker-request.ts';
import { WireStage } from './stage.ts';

const Stage = v.object({ ...At.entries, ...WireStage.entries });
const stage = '/rooms/:room/stage' as const;
const live = '/rooms/:room/live' as const;
const answerRequest = { method: 'POST', operation: 'answerStageRequest' } as const;
const answerInvitation = { method: 'POST', operation: 'answerStageInvitation' } as const;

/** Fixed paths stand before `/stage/:identity`, because the first matching path is taken. */
export const stageEndpoints = {
  readStage: { method: 'GET', path: stage, operation: 'readStage', answer: Stage },
  goLive: { method: 'POST', path: `${live}/start`, operation: 'goLive', answer: Stage },
  endLive: { method: 'POST', path: `${live}/end`, operation: 'endLive', answer: Stage },
  requestStage: {
    method: 'POST',
    path: `${stage}/request`,
    operation: 'requestStage',
    answer: v.object({
      request_id: v.string(),
      /** The waiting request, with its version. */
      request: v.object({ ...Private.entries, ...WireRequest.entries }),
    }),
  },
  cancelStageRequest: { method: 'DELETE', path: `${stage}/request`, operation: 'cancelStageRequest' },
  approveStageRequest: { ...answerRequest, path: `${stage}/requests/:identity/approve`, answer: Stage },
  rejectStageRequest: { ...answerRequest, path: `${stage}/requests/:identity/reject` },
  acceptStageInvitation: { ...answerInvitation, path: `${stage}/invitations/:id/accept`, answer: Stage },
  declineStageInvitation: { ...answerInvitation, path: `${stage}/invitations/:id/decline` },
  leaveStage: { method: 'POST', path: `${stage}/leave`, operation: 'leaveStage', answer: Stage },
  inviteToStage: {
    method: 'POST',
    path: `${stage}/:identity`,
    operation: 'inviteToStage',
    answer: v.object({ invitation_id: v.string() }),
  },
  removeFromStage: {
    method: 'DELETE',
    path: `${stage}/:identity`,
    operation: 'removeFromStage',
    answer: Stage,
  },
} as const;
