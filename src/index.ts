/**
 * Everything headless, without side effects, importable in Node. `utd-stream-elements/define`
 * registers the elements.
 */
export { UTDStreamClient } from './client.ts';
export { audioRoomContext, sessionContext } from './contexts.ts';
export { AudioRoomController } from './controllers/audio-room-controller.ts';
export { SessionController } from './controllers/session-controller.ts';
export { UTDAudioRoomElement } from './elements/audio-room.ts';
export { UTDChatElement } from './elements/chat.ts';
export { UTDBansElement } from './elements/bans.ts';
export { UTDClientElement } from './elements/client.ts';
export { UTDDevicesElement } from './elements/devices.ts';
export { UTDMessagesElement } from './elements/messages.ts';
export { UTDInvitationsElement } from './elements/invitations.ts';
export { UTDParticipantElement } from './elements/participant.ts';
export { UTDParticipantsElement } from './elements/participants.ts';
export { UTDRequestsElement } from './elements/requests.ts';
export { UTDSeatElement } from './elements/seat.ts';
export { UTDSeatsElement } from './elements/seats.ts';
export { UTDStatusElement } from './elements/status.ts';
export {
  UTDBannedError,
  UTDRateLimitedError,
  UTDStreamError,
  UTDTokenError,
  type BlockedBy,
} from './errors.ts';
export type { AudioRoomEvents, SeatEvents, SessionEvents, UTDEvents } from './events.ts';
export type { AppMessage, ChatMessage } from './message-shapes.ts';
export { setMessages } from './messages.ts';
export type {
  AudioRoomOptions,
  Credentials,
  IdentityProvider,
  Logger,
  MakeProcessor,
  Me,
  Processing,
  Processor,
  SessionOptions,
  Takeover,
} from './options.ts';
export type { Ban, BanPage } from './ban.ts';
export type { ErrorCode } from './protocol/codes.ts';
export type { Role } from './protocol/role.ts';
export type { DomEvents, EventHandler } from './reactive/event-names.ts';
export type { View } from './reactive/signal.ts';
export type {
  BadSide,
  ConnectionQuality,
  ConnectionState,
  Device,
  DeviceKind,
  Ended,
  ForceExit,
  Participant,
  Person,
  QualityReason,
  Seat,
  SeatGrid,
  SessionReport,
  Trouble,
  Verdict,
} from './shapes.ts';
export type { Invitation, MyRequest, SpeakerEvent, SpeakerRequest } from './speaker-shapes.ts';
export type { MessageCode, Messages } from './words.ts';
