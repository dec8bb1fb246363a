import * as v from 'valibot';
import { UserData } from '../chat/chat.ts';
import { Identity, sizes } from '../names.ts';
import { MintAnswer, SessionAnswer, SessionId, SessionRequest } from '../rest/token.ts';
import { CallType, WireCall } from './call.ts';

const call = '/calls/:call' as const;
const os = v.optional(v.pipe(v.string(), v.maxLength(sizes.name)));
const serverTime = v.pipe(v.string(), v.isoTimestamp());

const Answer = v.object({ ...WireCall.entries, server_time: serverTime });
/** The call, and for the calling device the credentials of its room. */
const Joined = v.object({
  ...MintAnswer.entries,
  ...WireCall.entries,
  /** The calling device, as `by_device` names it. */
  device: v.string(),
});

/**
 * A call has a bearer without a room, of a person, or the bearer of its own room. `session_id` names the device: the same
 * device may repeat a start or an answer, and gets the same call.
 */
export const callEndpoints = {
  signIn: { method: 'POST', path: '/auth/session', body: SessionRequest, answer: SessionAnswer },
  startCall: {
    method: 'POST',
    path: '/calls',
    body: v.object({
      callee_identity: Identity,
      type: CallType,
      session_id: SessionId,
      os,
      metadata: v.optional(UserData),
    }),
    answer: Joined,
  },
  readCall: { method: 'GET', path: call, operation: 'readCall', answer: Answer },
  ringCall: { method: 'POST', path: `${call}/ringing`, operation: 'ringCall', answer: Answer },
  acceptCall: {
    method: 'POST',
    path: `${call}/accept`,
    operation: 'acceptCall',
    body: v.object({ session_id: SessionId, os }),
    answer: Joined,
  },
  rejectCall: { method: 'POST', path: `${call}/reject`, operation: 'rejectCall', answer: Answer },
  sayBusy: { method: 'POST', path: `${call}/busy`, operation: 'sayBusy', answer: Answer },
  endCall: { method: 'POST', path: `${call}/end`, operation: 'endCall', answer: Answer },
} as const;
