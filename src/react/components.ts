// Written by npm run manifest.

import { UTDAudioRoomElement } from '../elements/audio-room/audio-room.ts';
import { UTDBansElement } from '../elements/session/bans.ts';
import { UTDCallElement } from '../elements/call/call.ts';
import { UTDChatElement } from '../elements/session/chat.ts';
import { UTDClientElement } from '../elements/session/client.ts';
import { UTDConversationElement } from '../elements/signalling/conversation.ts';
import { UTDConversationsElement } from '../elements/signalling/conversations.ts';
import { UTDDevicesElement } from '../elements/session/devices.ts';
import { UTDInvitationsElement } from '../elements/session/invitations.ts';
import { UTDLiveStreamElement } from '../elements/live-stream/live-stream.ts';
import { UTDMessagesElement } from '../elements/session/messages.ts';
import { UTDParticipantElement } from '../elements/session/participant.ts';
import { UTDParticipantsElement } from '../elements/session/participants.ts';
import { UTDPresenceElement } from '../elements/signalling/presence.ts';
import { UTDRequestsElement } from '../elements/session/requests.ts';
import { UTDSeatElement } from '../elements/audio-room/seat.ts';
import { UTDSeatsElement } from '../elements/audio-room/seats.ts';
import { UTDSignalElement } from '../elements/signalling/signal.ts';
import { UTDStageElement } from '../elements/session/stage.ts';
import { UTDStatusElement } from '../elements/session/status.ts';
import { UTDVideoElement } from '../elements/session/video.ts';
import { component } from './component.ts';

/** `<utd-audio-room>` */
export const UTDAudioRoom = /* @__PURE__ */ component('utd-audio-room', UTDAudioRoomElement, {
  onConnectionStateChanged: 'utd-connection-state-changed',
  onCanPublishChanged: 'utd-can-publish-changed',
  onMicEnabledChanged: 'utd-mic-enabled-changed',
  onCameraEnabledChanged: 'utd-camera-enabled-changed',
  onScreenShareEnabledChanged: 'utd-screen-share-enabled-changed',
  onSpeakerOnChanged: 'utd-speaker-on-changed',
  onInterruptedChanged: 'utd-interrupted-changed',
  onMutedSpeaking: 'utd-muted-speaking',
  onDevicesChanged: 'utd-devices-changed',
  onDeviceLost: 'utd-device-lost',
  onAudioBlockedChanged: 'utd-audio-blocked-changed',
  onVolumesChanged: 'utd-volumes-changed',
  onRemoteParticipantsChanged: 'utd-remote-participants-changed',
  onActiveSpeakersChanged: 'utd-active-speakers-changed',
  onRolesChanged: 'utd-roles-changed',
  onRoleChanged: 'utd-role-changed',
  onChatLockedChanged: 'utd-chat-locked-changed',
  onMessagesChanged: 'utd-messages-changed',
  onChatMessage: 'utd-chat-message',
  onAppMessage: 'utd-app-message',
  onReport: 'utd-report',
  onForceExit: 'utd-force-exit',
  onError: 'utd-error',
  onSeatUpdate: 'utd-seat-update',
  onSpeakerRequestsChanged: 'utd-speaker-requests-changed',
  onInvitationsChanged: 'utd-invitations-changed',
  onSpeakerEvent: 'utd-speaker-event',
});

/** `<utd-bans>` */
export const UTDBans = /* @__PURE__ */ component('utd-bans', UTDBansElement, {});

/** `<utd-call>` */
export const UTDCall = /* @__PURE__ */ component('utd-call', UTDCallElement, {
  onConnectionStateChanged: 'utd-connection-state-changed',
  onCanPublishChanged: 'utd-can-publish-changed',
  onMicEnabledChanged: 'utd-mic-enabled-changed',
  onCameraEnabledChanged: 'utd-camera-enabled-changed',
  onScreenShareEnabledChanged: 'utd-screen-share-enabled-changed',
  onSpeakerOnChanged: 'utd-speaker-on-changed',
  onInterruptedChanged: 'utd-interrupted-changed',
  onMutedSpeaking: 'utd-muted-speaking',
  onDevicesChanged: 'utd-devices-changed',
  onDeviceLost: 'utd-device-lost',
  onAudioBlockedChanged: 'utd-audio-blocked-changed',
  onVolumesChanged: 'utd-volumes-changed',
  onRemoteParticipantsChanged: 'utd-remote-participants-changed',
  onActiveSpeakersChanged: 'utd-active-speakers-changed',
  onRolesChanged: 'utd-roles-changed',
  onRoleChanged: 'utd-role-changed',
  onChatLockedChanged: 'utd-chat-locked-changed',
  onMessagesChanged: 'utd-messages-changed',
  onChatMessage: 'utd-chat-message',
  onAppMessage: 'utd-app-message',
  onReport: 'utd-report',
  onForceExit: 'utd-force-exit',
  onError: 'utd-error',
  onCallStatusChanged: 'utd-call-status-changed',
});

/** `<utd-chat>` */
export const UTDChat = /* @__PURE__ */ component('utd-chat', UTDChatElement, {});

/** `<utd-client>` */
export const UTDClient = /* @__PURE__ */ component('utd-client', UTDClientElement, {});

/** `<utd-conversation>` */
export const UTDConversation = /* @__PURE__ */ component('utd-conversation', UTDConversationElement, {});

/** `<utd-conversations>` */
export const UTDConversations = /* @__PURE__ */ component('utd-conversations', UTDConversationsElement, {});

/** `<utd-devices>` */
export const UTDDevices = /* @__PURE__ */ component('utd-devices', UTDDevicesElement, {});

/** `<utd-invitations>` */
export const UTDInvitations = /* @__PURE__ */ component('utd-invitations', UTDInvitationsElement, {});

/** `<utd-live-stream>` */
export const UTDLiveStream = /* @__PURE__ */ component('utd-live-stream', UTDLiveStreamElement, {
  onConnectionStateChanged: 'utd-connection-state-changed',
  onCanPublishChanged: 'utd-can-publish-changed',
  onMicEnabledChanged: 'utd-mic-enabled-changed',
  onCameraEnabledChanged: 'utd-camera-enabled-changed',
  onScreenShareEnabledChanged: 'utd-screen-share-enabled-changed',
  onSpeakerOnChanged: 'utd-speaker-on-changed',
  onInterruptedChanged: 'utd-interrupted-changed',
  onMutedSpeaking: 'utd-muted-speaking',
  onDevicesChanged: 'utd-devices-changed',
  onDeviceLost: 'utd-device-lost',
  onAudioBlockedChanged: 'utd-audio-blocked-changed',
  onVolumesChanged: 'utd-volumes-changed',
  onRemoteParticipantsChanged: 'utd-remote-participants-changed',
  onActiveSpeakersChanged: 'utd-active-speakers-changed',
  onRolesChanged: 'utd-roles-changed',
  onRoleChanged: 'utd-role-changed',
  onChatLockedChanged: 'utd-chat-locked-changed',
  onMessagesChanged: 'utd-messages-changed',
  onChatMessage: 'utd-chat-message',
  onAppMessage: 'utd-app-message',
  onReport: 'utd-report',
  onForceExit: 'utd-force-exit',
  onError: 'utd-error',
  onStageUpdate: 'utd-stage-update',
  onLiveChanged: 'utd-live-changed',
  onStageRequestsChanged: 'utd-stage-requests-changed',
  onInvitationsChanged: 'utd-invitations-changed',
  onStageEvent: 'utd-stage-event',
  onLiveEnded: 'utd-live-ended',
  onPreviewChanged: 'utd-preview-changed',
  onAudienceChanged: 'utd-audience-changed',
});

/** `<utd-messages>` */
export const UTDMessages = /* @__PURE__ */ component('utd-messages', UTDMessagesElement, {});

/** `<utd-participant>` */
export const UTDParticipant = /* @__PURE__ */ component('utd-participant', UTDParticipantElement, {});

/** `<utd-participants>` */
export const UTDParticipants = /* @__PURE__ */ component('utd-participants', UTDParticipantsElement, {});

/** `<utd-presence>` */
export const UTDPresence = /* @__PURE__ */ component('utd-presence', UTDPresenceElement, {});

/** `<utd-requests>` */
export const UTDRequests = /* @__PURE__ */ component('utd-requests', UTDRequestsElement, {});

/** `<utd-seat>` */
export const UTDSeat = /* @__PURE__ */ component('utd-seat', UTDSeatElement, {});

/** `<utd-seats>` */
export const UTDSeats = /* @__PURE__ */ component('utd-seats', UTDSeatsElement, {});

/** `<utd-signal>` */
export const UTDSignal = /* @__PURE__ */ component('utd-signal', UTDSignalElement, {
  onSignalStateChanged: 'utd-signal-state-changed',
  onPresenceChanged: 'utd-presence-changed',
  onConversationsChanged: 'utd-conversations-changed',
  onMessage: 'utd-message',
  onIncomingCall: 'utd-incoming-call',
  onError: 'utd-error',
});

/** `<utd-stage>` */
export const UTDStage = /* @__PURE__ */ component('utd-stage', UTDStageElement, {});

/** `<utd-status>` */
export const UTDStatus = /* @__PURE__ */ component('utd-status', UTDStatusElement, {});

/** `<utd-video>` */
export const UTDVideo = /* @__PURE__ */ component('utd-video', UTDVideoElement, {
  onVolumechange: 'volumechange',
  onPlay: 'play',
  onPause: 'pause',
  onPlaying: 'playing',
  onLoadedmetadata: 'loadedmetadata',
  onResize: 'resize',
  onEmptied: 'emptied',
  onEnterpictureinpicture: 'enterpictureinpicture',
  onLeavepictureinpicture: 'leavepictureinpicture',
});
