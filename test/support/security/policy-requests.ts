import type { Operation } from '../../../src/protocol/policy.ts';
import * as scenes from './policy-room.ts';
import type { Scene } from './policy-room.ts';

export type Request = readonly [method: string, path: string, body?: object, scene?: Scene];

/** How each operation is asked for, in the rooms of `policy-room.ts` and `policy-call.ts`. */
export const requests: Record<Operation, Request> = {
  readRoom: ['GET', ''],
  readParticipants: ['GET', '/participants'],
  readSeats: ['GET', '/seats'],
  updateMe: ['PUT', '/participants/me', { name: 'New' }],
  takeSeat: ['POST', '/seats/5/take'],
  takeSeatByRequest: ['POST', '/seats/5/take', {}, scenes.onRequest],
  takeHostSeat: ['POST', '/seats/0/take', {}, scenes.hostSeatFree],
  leaveSeat: ['POST', '/seats/leave'],
  moveSeat: ['POST', '/seats/move', { target_seat: 5 }],
  moveOthers: ['POST', '/seats/move', { target_seat: 6, target_identity: 'other' }],
  swapSeats: ['POST', '/seats/swap', { a: 2, b: 6 }],
  kickSeat: ['POST', '/seats/2/kick'],
  lockSeat: ['POST', '/seats/6/lock'],
  unlockSeat: ['POST', '/seats/6/unlock'],
  muteSeat: ['POST', '/seats/2/mute'],
  unmuteSeat: ['POST', '/seats/2/unmute'],
  setupSeats: ['POST', '/seats/setup', { seat_count: 9, seat_mode: 'free' }],
  requestToSpeak: ['POST', '/speakers/request', {}, scenes.onRequest],
  cancelRequest: ['DELETE', '/speakers/request'],
  readRequests: ['GET', '/speakers/requests'],
  answerRequest: ['POST', '/speakers/requests/:request/reject', {}, scenes.asked],
  inviteToSpeak: ['POST', '/speakers/invite', { target_identity: 'idle' }],
  answerInvitation: ['POST', '/speakers/invitations/:invitation/decline', {}, scenes.invited],
  readStage: ['GET', '/stage'],
  goLive: ['POST', '/live/start'],
  endLive: ['POST', '/live/end'],
  requestStage: ['POST', '/stage/request'],
  cancelStageRequest: ['DELETE', '/stage/request'],
  answerStageRequest: ['POST', '/stage/requests/idle/reject', {}, scenes.askedForStage],
  inviteToStage: ['POST', '/stage/idle'],
  answerStageInvitation: ['POST', '/stage/invitations/:invitation/decline', {}, scenes.invitedToStage],
  removeFromStage: ['DELETE', '/stage/other'],
  leaveStage: ['POST', '/stage/leave'],
  kick: ['DELETE', '/participants/other'],
  ban: ['POST', '/../ban', { identity: 'other', room_name: 'lobby' }],
  unban: ['DELETE', '/../ban', { identity: 'gone', room_name: 'lobby' }],
  readBans: ['GET', '/../bans?room_name=lobby'],
  forceMute: ['PUT', '/participants/other/mute', { muted: true }],
  changeRole: ['PUT', '/participants/other/role', { role: 'admin' }],
  invite: ['POST', '/invite', { role: 'speaker' }],
  inviteAdmin: ['POST', '/invite', { role: 'admin' }],
  readChat: ['GET', '/chat'],
  sendChat: ['POST', '/chat', { text: 'Hello', message_id: 'message-of-this-test' }],
  sendLockedChat: ['POST', '/chat', { text: 'Hello', message_id: 'message-of-this-test' }, scenes.locked],
  removeMessage: ['DELETE', '/chat/:mine', {}, scenes.written],
  removeOthersMessage: ['DELETE', '/chat/:message', {}, scenes.written],
  lockComments: ['PUT', '/comments/lock'],
  sendData: ['POST', '/send-data', { data: 1 }],
  readCall: ['GET', '/../../calls/:call'],
  ringCall: ['POST', '/../../calls/:call/ringing'],
  acceptCall: [
    'POST',
    '/../../calls/:call/accept',
    { session_id: 'session-of-this-device-'.padEnd(32, '0') },
  ],
  rejectCall: ['POST', '/../../calls/:call/reject'],
  sayBusy: ['POST', '/../../calls/:call/busy'],
  endCall: ['POST', '/../../calls/:call/end'],
  leaveRoom: ['POST', '/leave'],
  endRoom: ['DELETE', ''],
};

/** A path with the names that a scene has made. */
export const filled = (path: string, named: Record<string, string>) =>
  path.replace(/:(\w+)/g, (_, name: string) => named[name] ?? 'nothing');
