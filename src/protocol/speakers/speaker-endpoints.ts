import * as v from 'valibot';
import { Identity } from '../names.ts';
import { At, Private } from '../room-state.ts';
import { SeatIndex, WireGrid } from '../seat.ts';
import { Note, WireRequest } from './speaker-request.ts';

const Grid = v.object({ ...At.entries, ...WireGrid.entries });
const speakers = '/rooms/:room/speakers' as const;
const answerRequest = { method: 'POST', operation: 'answerRequest' } as const;
const answerInvitation = { method: 'POST', operation: 'answerInvitation' } as const;

export const speakerEndpoints = {
  requestToSpeak: {
    method: 'POST',
    path: `${speakers}/request`,
    operation: 'requestToSpeak',
    body: v.object({ note: v.optional(v.nullable(Note), null) }),
    answer: v.object({
      request_id: v.string(),
      /** The waiting request, with its version. An older engine sends the id only. */
      request: v.optional(v.object({ ...Private.entries, ...WireRequest.entries })),
    }),
  },
  cancelRequest: { method: 'DELETE', path: `${speakers}/request`, operation: 'cancelRequest' },
  readRequests: {
    method: 'GET',
    path: `${speakers}/requests`,
    operation: 'readRequests',
    answer: v.object({ requests: v.array(WireRequest) }),
  },
  approveRequest: {
    ...answerRequest,
    path: `${speakers}/requests/:id/approve`,
    body: v.object({ seat_index: v.optional(SeatIndex) }),
    answer: Grid,
  },
  rejectRequest: { ...answerRequest, path: `${speakers}/requests/:id/reject` },
  inviteToSpeak: {
    method: 'POST',
    path: `${speakers}/invite`,
    operation: 'inviteToSpeak',
    body: v.object({ target_identity: Identity, seat_index: v.optional(SeatIndex) }),
    answer: v.object({ invitation_id: v.string() }),
  },
  acceptInvitation: { ...answerInvitation, path: `${speakers}/invitations/:id/accept`, answer: Grid },
  declineInvitation: { ...answerInvitation, path: `${speakers}/invitations/:id/decline` },
} as const;
