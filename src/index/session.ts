/** The API of every session. */
export { sessionContext } from '../elements/base/session-context.ts';
export { SessionController } from '../controllers/session-controller.ts';
export { UTDChatElement } from '../elements/session/chat.ts';
export { UTDBansElement } from '../elements/session/bans.ts';
export { UTDClientElement } from '../elements/session/client.ts';
export { UTDDevicesElement } from '../elements/session/devices.ts';
export { UTDMessagesElement } from '../elements/session/messages.ts';
export { UTDInvitationsElement } from '../elements/session/invitations.ts';
export { UTDParticipantElement } from '../elements/session/participant.ts';
export { UTDParticipantsElement } from '../elements/session/participants.ts';
export { UTDRequestsElement } from '../elements/session/requests.ts';
export { UTDStageElement } from '../elements/session/stage.ts';
export { UTDStatusElement } from '../elements/session/status.ts';
export {
  UTDBannedError,
  UTDRateLimitedError,
  UTDStreamError,
  UTDTokenError,
  type BlockedBy,
} from '../errors/errors.ts';
export type {
  AudioRoomEvents,
  CallEvents,
  LiveStreamEvents,
  SeatEvents,
  SessionEvents,
  SignalEvents,
  StageEvents,
  UTDEvents,
} from '../model/events.ts';
export type { AppMessage, ChatMessage } from '../model/chat-message.ts';
export { setMessages } from '../errors/translations.ts';
export type {
  AudioRoomOptions,
  CallOptions,
  Credentials,
  IdentityProvider,
  LiveStreamOptions,
  MakeProcessor,
  Me,
  MediaOptions,
  Processing,
  Processor,
  RoomOptions,
  SessionOptions,
  Takeover,
} from '../model/options.ts';
export type { Logger } from '../model/logger.ts';
export type { Ban, BanPage } from '../model/ban.ts';
export type { ErrorCode } from '../protocol/codes.ts';
export type { Role } from '../protocol/role.ts';
export type { DomEvents } from '../reactive/dom-events.ts';
export type { EventHandler } from '../reactive/emitter.ts';
export type { ReadonlySignal as View } from '../reactive/signal.ts';
export type {
  BadSide,
  ConnectionQuality,
  ConnectionState,
  Ended,
  ForceExit,
  QualityReason,
  SessionReport,
  Trouble,
} from '../model/session-state.ts';
export type { Device, DeviceKind } from '../model/device.ts';
export type { ListOptions, Participant, ParticipantPage, Person } from '../model/participant.ts';
export type { Verdict } from '../model/verdict.ts';
export type { Invitation, MyRequest, SpeakerEvent, SpeakerRequest } from '../model/speaker-request.ts';
export type { MessageCode, Messages } from '../errors/error-texts.ts';
export type { VideoSize, VideoSource, VideoView } from '../model/video-view.ts';
