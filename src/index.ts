/**
 * The whole API, without side effects, importable in Node. `utd-stream-elements/define` registers the elements.
 */
export { UTDStreamClient } from './client.ts';
export { audioRoomContext } from './elements/audio-room/audio-room-context.ts';
export { sessionContext } from './elements/base/session-context.ts';
export { AudioRoomController } from './controllers/audio-room-controller.ts';
export { SessionController } from './controllers/session-controller.ts';
export { UTDAudioRoomElement } from './elements/audio-room/audio-room.ts';
export { UTDChatElement } from './elements/session/chat.ts';
export { UTDBansElement } from './elements/session/bans.ts';
export { UTDClientElement } from './elements/session/client.ts';
export { UTDDevicesElement } from './elements/session/devices.ts';
export { UTDMessagesElement } from './elements/session/messages.ts';
export { UTDInvitationsElement } from './elements/audio-room/invitations.ts';
export { UTDParticipantElement } from './elements/session/participant.ts';
export { UTDParticipantsElement } from './elements/session/participants.ts';
export { UTDRequestsElement } from './elements/audio-room/requests.ts';
export { UTDSeatElement } from './elements/audio-room/seat.ts';
export { UTDSeatsElement } from './elements/audio-room/seats.ts';
export { UTDStatusElement } from './elements/session/status.ts';
export {
  UTDBannedError,
  UTDRateLimitedError,
  UTDStreamError,
  UTDTokenError,
  type BlockedBy,
} from './errors/errors.ts';
export type { AudioRoomEvents, SeatEvents, SessionEvents, UTDEvents } from './model/events.ts';
export type { AppMessage, ChatMessage } from './model/chat-message.ts';
export { setMessages } from './errors/translations.ts';
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
} from './model/options.ts';
export type { Ban, BanPage } from './model/ban.ts';
export type { ErrorCode } from './protocol/codes.ts';
export type { Role } from './protocol/role.ts';
export type { DomEvents } from './reactive/dom-events.ts';
export type { EventHandler } from './reactive/emitter.ts';
export type { ReadonlySignal as View } from './reactive/signal.ts';
export type {
  BadSide,
  ConnectionQuality,
  ConnectionState,
  Ended,
  ForceExit,
  QualityReason,
  SessionReport,
  Trouble,
} from './model/session-state.ts';
export type { Device, DeviceKind } from './model/device.ts';
export type { Participant, Person } from './model/participant.ts';
export type { Seat, SeatGrid } from './model/seat.ts';
export type { Verdict } from './model/verdict.ts';
export type { Invitation, MyRequest, SpeakerEvent, SpeakerRequest } from './model/speaker-request.ts';
export type { MessageCode, Messages } from './errors/error-texts.ts';
