import type { UTDStreamError } from '../errors/errors.ts';
import type { Role } from '../protocol/role.ts';
import type { DomEvents } from '../reactive/dom-events.ts';
import type { RingStatus } from './call.ts';
import type { AppMessage, ChatMessage } from './chat-message.ts';
import type { ConnectionState, ForceExit, SessionReport } from './session-state.ts';
import type { Device } from './device.ts';
import type { Participant } from './participant.ts';
import type { SeatGrid } from './seat.ts';
import type {
  ConversationItem,
  DirectMessage,
  IncomingCall,
  PresenceStatus,
  SignalState,
} from './signalling.ts';
import type { AudienceNews } from './audience-news.ts';
import type { LiveEnded, StageMember } from './stage-member.ts';
import type { Invitation, SpeakerEvent, SpeakerRequest } from './speaker-request.ts';

/**
 * The events of every session, with the type of each event's detail.
 *
 * Each name stands for a listener (`session.on('seatUpdate', …)`), a callback (`setEventHandler({ onSeatUpdate })`)
 * and a DOM event (`utd-seat-update`). The comments below are the events' documentation in `custom-elements.json`.
 */
export interface SessionEvents {
  /** The state of the connection changed. */
  connectionStateChanged: ConnectionState;
  /** The engine granted (`true`) or revoked (`false`) the permission to publish a microphone. */
  canPublishChanged: boolean;
  /** The local participant's microphone was switched on or off. */
  micEnabledChanged: boolean;
  /** The local participant's camera was switched on or off. */
  cameraEnabledChanged: boolean;
  /** The local participant started or stopped sharing the screen. */
  screenShareEnabledChanged: boolean;
  /** Sound is played by a phone's loudspeaker (`true`) or by its earpiece (`false`). */
  speakerOnChanged: boolean;
  /** The system took a published device for itself (`true`), as a phone does for a call, or gave it back (`false`). */
  interruptedChanged: boolean;
  /** The local participant speaks into a muted microphone. Emitted once each time the microphone is muted. */
  mutedSpeaking: null;
  /** Devices were connected or removed, got their names, or another device was chosen. The detail is the whole list. */
  devicesChanged: readonly Device[];
  /** The microphone, camera or output in use was removed. The default device replaces it, or the source goes off. */
  deviceLost: Pick<Device, 'kind' | 'label'>;
  /** The browser refused to play sound (`true`), or plays sound again (`false`). */
  audioBlockedChanged: boolean;
  /** A participant's volume on this page changed: identity → 0–2. The volume of all other participants is 1. */
  volumesChanged: ReadonlyMap<string, number>;
  /** A participant joined, left or changed. The detail is the list of all other participants. */
  remoteParticipantsChanged: readonly Participant[];
  /** The active speakers changed. The detail is their identities, the loudest first. */
  activeSpeakersChanged: readonly string[];
  /** A participant's role changed: identity → role, for all participants. */
  rolesChanged: ReadonlyMap<string, Role>;
  /** The local participant's role changed. */
  roleChanged: Role;
  /** Comments were locked (`true`: only host and admins may write) or unlocked (`false`). */
  chatLockedChanged: boolean;
  /** The chat changed. The detail is its newest 300 messages, the oldest first. */
  messagesChanged: readonly ChatMessage[];
  /** A message arrived in the chat, or was sent. Emitted once a message, not for messages from before the join. */
  chatMessage: ChatMessage;
  /** Data of the app's own meaning arrived. */
  appMessage: AppMessage;
  /** The session ended, for whatever reason. The detail is the session's numbers. Emitted once a session. */
  report: SessionReport;
  /** The engine ended this session. Emitted once, as the last event. */
  forceExit: ForceExit;
  /** An operation failed in the background, where no promise can reject. */
  error: UTDStreamError;
}

/** The events of seats and speakers. */
export interface SeatEvents {
  /** A seat or the layout changed. The detail is the whole grid. */
  seatUpdate: SeatGrid;
  /** The requests to speak changed: all requests for host and admins, else the participant's own. The oldest first. */
  speakerRequestsChanged: readonly SpeakerRequest[];
  /** The invitations to the local participant changed. */
  invitationsChanged: readonly Invitation[];
  /** A request to speak, or an invitation, that concerns the local participant was made, answered or expired. */
  speakerEvent: SpeakerEvent;
}

/** The events of the stage of a live stream. */
export interface StageEvents {
  /** The stage changed, or the stream went live or ended. The detail is the host and the guests. */
  stageUpdate: readonly StageMember[];
  /** The stream went live (`true`), or is live no more (`false`). */
  liveChanged: boolean;
  /** The requests for the stage changed: all requests for host and admins, else the participant's own. The oldest first. */
  stageRequestsChanged: readonly SpeakerRequest[];
  /** The invitations to the local participant changed. */
  invitationsChanged: readonly Invitation[];
  /** A request for the stage, or an invitation, that concerns the local participant was made, answered or expired. */
  stageEvent: SpeakerEvent;
  /** The stream is live no more. Emitted once, with the reason. */
  liveEnded: LiveEnded;
  /** The local participant's camera or microphone was opened for themselves alone (`true`), or is no preview any more. */
  previewChanged: boolean;
  /** Participants came or went. The detail is their number, and the news: at most ten each, and whether there were more. */
  audienceChanged: AudienceNews;
}

/** The events of a call. */
export interface CallEvents extends SessionEvents {
  /** The call began, rang, was answered or ended, or another call took its place. */
  callStatusChanged: RingStatus;
}

/** The events of a live stream. */
export interface LiveStreamEvents extends SessionEvents, StageEvents {}

/** The events of an audio room. */
export interface AudioRoomEvents extends SessionEvents, SeatEvents {}

/** The events of the signalling plane: presence, conversations and incoming calls. */
export interface SignalEvents {
  /** The state of the connection to the signalling sockets changed. */
  signalStateChanged: SignalState;
  /** The status of watched people changed: identity → status, for all watched people whose status is known. */
  presenceChanged: ReadonlyMap<string, PresenceStatus>;
  /** The list of conversations changed, or one of them. The detail is the list, the newest conversation first. */
  conversationsChanged: readonly ConversationItem[];
  /** A message arrived in a conversation, or was sent. Emitted once a message, not for messages of the history. */
  message: DirectMessage;
  /** A call rings. Emitted once a call. */
  incomingCall: IncomingCall;
  /** An operation failed in the background, where no promise can reject. */
  error: UTDStreamError;
}

/** The events of all products. */
export interface UTDEvents extends AudioRoomEvents, LiveStreamEvents, CallEvents, SignalEvents {}

declare global {
  interface HTMLElementEventMap extends DomEvents<UTDEvents> {}
}
