import type { UTDStreamError } from '../errors/errors.ts';
import type { Role } from '../protocol/role.ts';
import type { DomEvents } from '../reactive/event-names.ts';
import type { AppMessage, ChatMessage } from './chat-message.ts';
import type { ConnectionState, Device, ForceExit, Participant, SeatGrid, SessionReport } from './shapes.ts';
import type { Invitation, SpeakerEvent, SpeakerRequest } from './speaker-request.ts';

/**
 * Everything a session can tell you, each thing named once.
 *
 * From a name here come the listener (`session.on('seatUpdate', …)`), the callback
 * (`setEventHandler({ onSeatUpdate })`), the DOM event (`utd-seat-update`), the type of the
 * state that it announces, and its line in the element's documentation.
 */
export interface SessionEvents {
  /** The connection moved to another state. */
  connectionStateChanged: ConnectionState;
  /** The engine gave or took the right to send a microphone. */
  canPublishChanged: boolean;
  /** My microphone went on or off. */
  micEnabledChanged: boolean;
  /** My camera went on or off. */
  cameraEnabledChanged: boolean;
  /** My screen began or ceased to be shared. */
  screenShareEnabledChanged: boolean;
  /** Sound comes out of a phone's loudspeaker, or of its earpiece. */
  speakerOnChanged: boolean;
  /** The system took a device that I send for itself, or gave it back. */
  interruptedChanged: boolean;
  /** I speak although my microphone is muted. Told once for each time that it is. */
  mutedSpeaking: null;
  /** Devices came, went, got their names, or another one was chosen. */
  devicesChanged: readonly Device[];
  /** The microphone, camera or output in use is gone. The default takes its place, or, where there is none, mine goes off. */
  deviceLost: Pick<Device, 'kind' | 'label'>;
  /** The browser refused to play sound, or plays it again. */
  audioBlockedChanged: boolean;
  /** I made somebody louder or softer for me (identity → 0–2; who is not listed is at 1). */
  volumesChanged: ReadonlyMap<string, number>;
  /** Somebody came, went or changed; all others in the room. */
  remoteParticipantsChanged: readonly Participant[];
  /** Who speaks just now, loudest first (identities). */
  activeSpeakersChanged: readonly string[];
  /** Who has which role (identity → role). */
  rolesChanged: ReadonlyMap<string, Role>;
  /** My own role changed. */
  roleChanged: Role;
  /** Comments were locked (`true`): only host and admins write; or unlocked. */
  chatLockedChanged: boolean;
  /** The chat changed; its newest 300 messages, oldest first. */
  messagesChanged: readonly ChatMessage[];
  /** Somebody wrote to the room, I too. Told once a message, and not for those of before I came. */
  chatMessage: ChatMessage;
  /** An app's own message came. */
  appMessage: AppMessage;
  /** The session is over, however it ended: its numbers, once. */
  report: SessionReport;
  /** The engine ended this session. Told once, and last. */
  forceExit: ForceExit;
  /** Something went wrong that nobody was waiting for. */
  error: UTDStreamError;
}

export interface SeatEvents {
  /** The seat grid changed. */
  seatUpdate: SeatGrid;
  /** Who asks to speak: all of them for host and admins, my own for me. Oldest first. */
  speakerRequestsChanged: readonly SpeakerRequest[];
  /** Invitations to me came or went. */
  invitationsChanged: readonly Invitation[];
  /** Something became of a request to speak or of an invitation that concerns me. */
  speakerEvent: SpeakerEvent;
}

/** What an audio room tells. */
export interface AudioRoomEvents extends SessionEvents, SeatEvents {}

/** The whole catalogue. */
export interface UTDEvents extends AudioRoomEvents {}

declare global {
  interface HTMLElementEventMap extends DomEvents<UTDEvents> {}
}
