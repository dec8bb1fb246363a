// Written by npm run manifest.

import type { UTDAudioRoomElement } from '../elements/audio-room/audio-room.ts';
import type { UTDBansElement } from '../elements/session/bans.ts';
import type { UTDCallElement } from '../elements/call/call.ts';
import type { UTDChatElement } from '../elements/session/chat.ts';
import type { UTDClientElement } from '../elements/session/client.ts';
import type { UTDConversationElement } from '../elements/signalling/conversation.ts';
import type { UTDConversationsElement } from '../elements/signalling/conversations.ts';
import type { UTDDevicesElement } from '../elements/session/devices.ts';
import type { UTDInvitationsElement } from '../elements/session/invitations.ts';
import type { UTDLiveStreamElement } from '../elements/live-stream/live-stream.ts';
import type { UTDMessagesElement } from '../elements/session/messages.ts';
import type { UTDParticipantElement } from '../elements/session/participant.ts';
import type { UTDParticipantsElement } from '../elements/session/participants.ts';
import type { UTDPresenceElement } from '../elements/signalling/presence.ts';
import type { UTDRequestsElement } from '../elements/session/requests.ts';
import type { UTDSeatElement } from '../elements/audio-room/seat.ts';
import type { UTDSeatsElement } from '../elements/audio-room/seats.ts';
import type { UTDSignalElement } from '../elements/signalling/signal.ts';
import type { UTDStageElement } from '../elements/session/stage.ts';
import type { UTDStatusElement } from '../elements/session/status.ts';
import type { UTDVideoElement } from '../elements/session/video.ts';
import type { AttributeValue, PropertyValue } from './values.ts';

/** Every element: its class, the properties, the attributes whose names differ from those of properties, and the events. */
export interface Elements {
  /**
   * An audio room: the elements inside show its session and send commands to it. A boolean attribute is true where it is
   * present, and false where it is absent or `"false"`; this rule holds for every element of the package.
   *
   * ```html
   * <utd-audio-room app-id="1234567890" room="lobby">
   *   <form slot="join"><input name="name" required><button>Join</button></form>
   *   <utd-seats>
   *     <template>
   *       <utd-seat><b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit here</button></utd-seat>
   *     </template>
   *   </utd-seats>
   * </utd-audio-room>
   * ```
   */
  'utd-audio-room': {
    element: UTDAudioRoomElement;
    attributes: {
      /** Hides buttons whose command the role of the local participant does not allow; here, or on any element around buttons. `"false"` means absent. */
      'hide-unavailable'?: AttributeValue<boolean>;
      /** Number of seats of a new room, 1–100; 8 unless set. */
      'seat-count'?: AttributeValue<UTDAudioRoomElement['seatCount']>;
      /** Mode of the seats: `free` to take, or on `request`; `free` unless set. */
      'seat-mode'?: AttributeValue<UTDAudioRoomElement['seatMode']>;
      /** Index of the seat that is reserved for the host; 0 unless set. */
      'host-seat'?: AttributeValue<UTDAudioRoomElement['hostSeat']>;
      /** The app's own name for the layout. */
      'mode-id'?: AttributeValue<UTDAudioRoomElement['modeId']>;
      /** Claims the role of the host. A participant whose claim is not valid joins as a listener. */
      'as-host'?: AttributeValue<UTDAudioRoomElement['asHost']>;
      /** Lets the screen turn off while the local participant is on a seat. */
      'no-wake-lock'?: AttributeValue<UTDAudioRoomElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      'no-media-session'?: AttributeValue<UTDAudioRoomElement['noMediaSession']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      'app-id'?: AttributeValue<UTDAudioRoomElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      'app-key'?: AttributeValue<UTDAudioRoomElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      'base-url'?: AttributeValue<UTDAudioRoomElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      'token-base-url'?: AttributeValue<UTDAudioRoomElement['tokenBaseUrl']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      'identity-url'?: AttributeValue<UTDAudioRoomElement['identityUrl']>;
    };
    properties: {
      /** Claims the role of the host. A participant whose claim is not valid joins as a listener. */
      asHost?: PropertyValue<UTDAudioRoomElement['asHost']>;
      /** Number of seats of a new room, 1–100; 8 unless set. */
      seatCount?: PropertyValue<UTDAudioRoomElement['seatCount']>;
      /** Mode of the seats: `free` to take, or on `request`; `free` unless set. */
      seatMode?: PropertyValue<UTDAudioRoomElement['seatMode']>;
      /** Index of the seat that is reserved for the host; 0 unless set. */
      hostSeat?: PropertyValue<UTDAudioRoomElement['hostSeat']>;
      /** The app's own name for the layout. */
      modeId?: PropertyValue<UTDAudioRoomElement['modeId']>;
      /** Lets the screen turn off while the local participant is on a seat. */
      noWakeLock?: PropertyValue<UTDAudioRoomElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      noMediaSession?: PropertyValue<UTDAudioRoomElement['noMediaSession']>;
      /** Name of the room. The room is joined as soon as its name is known, once for each value. */
      room?: PropertyValue<UTDAudioRoomElement['room']>;
      /** Waits for `--join` or `session.join()`. A provider with a `<form slot="join">` waits by itself. */
      manual?: PropertyValue<UTDAudioRoomElement['manual']>;
      /** Takes seats without opening the microphone. */
      muted?: PropertyValue<UTDAudioRoomElement['muted']>;
      /**
       * For a local participant who is in the room on another device or in another tab: `take` (unless set) ends the session
       * there; `ask` shows the slot `elsewhere`, whose `--join` ends it.
       */
      takeover?: PropertyValue<UTDAudioRoomElement['takeover']>;
      /** The session. A session that a script sets is shown, and is never joined or left by this element. */
      session?: PropertyValue<UTDAudioRoomElement['session']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      appId?: PropertyValue<UTDAudioRoomElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      appKey?: PropertyValue<UTDAudioRoomElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      baseUrl?: PropertyValue<UTDAudioRoomElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      tokenBaseUrl?: PropertyValue<UTDAudioRoomElement['tokenBaseUrl']>;
      /** Identity of the local participant, in apps with open identities. Unless set, the engine issues an identity for this tab. */
      identity?: PropertyValue<UTDAudioRoomElement['identity']>;
      /** Display name of the local participant. */
      name?: PropertyValue<UTDAudioRoomElement['name']>;
      /** Address of the local participant’s picture, https. */
      avatar?: PropertyValue<UTDAudioRoomElement['avatar']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      identityUrl?: PropertyValue<UTDAudioRoomElement['identityUrl']>;
      /** Called for a signed identity token on every mint. */
      identityProvider?: PropertyValue<UTDAudioRoomElement['identityProvider']>;
      /** Passed to every RTCPeerConnection, for instance to force a relay. */
      rtcConfig?: PropertyValue<UTDAudioRoomElement['rtcConfig']>;
    };
    events:
      | 'utd-connection-state-changed'
      | 'utd-can-publish-changed'
      | 'utd-mic-enabled-changed'
      | 'utd-camera-enabled-changed'
      | 'utd-screen-share-enabled-changed'
      | 'utd-speaker-on-changed'
      | 'utd-interrupted-changed'
      | 'utd-muted-speaking'
      | 'utd-devices-changed'
      | 'utd-device-lost'
      | 'utd-audio-blocked-changed'
      | 'utd-volumes-changed'
      | 'utd-remote-participants-changed'
      | 'utd-active-speakers-changed'
      | 'utd-roles-changed'
      | 'utd-role-changed'
      | 'utd-chat-locked-changed'
      | 'utd-messages-changed'
      | 'utd-chat-message'
      | 'utd-app-message'
      | 'utd-report'
      | 'utd-force-exit'
      | 'utd-error'
      | 'utd-seat-update'
      | 'utd-speaker-requests-changed'
      | 'utd-invitations-changed'
      | 'utd-speaker-event';
  };
  /**
   * The bans of the room, for hosts and admins: one clone of its template for each ban, newest first, 50 a page. A clone
   * binds `identity`, `reason`, `at` and `until`. The list is read at the join, when the local participant's role changes,
   * and after each ban and unban by the local participant. Bans by other moderators show at the next reading.
   *
   * ```html
   * <utd-bans>
   *   <ul>
   *     <template>
   *       <li><b data-utd-text="identity"></b> <q data-utd-text="reason"></q> <button command="--unban">Let back in</button></li>
   *     </template>
   *   </ul>
   * </utd-bans>
   * ```
   */
  'utd-bans': {
    element: UTDBansElement;
    attributes: {};
    properties: {
      /** Number of the page, from 1. */
      page?: PropertyValue<UTDBansElement['page']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDBansElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDBansElement['session']>;
    };
    events: never;
  };
  /**
   * Calls with one other person, one after another: the elements inside show the call and send commands to it. Inside a
   * `<utd-signal>` the calls of others ring.
   *
   * `data-call` is the status of the call: `idle`, `initiating`, `ringing`, `active`, `ended`, `rejected`, `missed`, `busy`
   * or `cancelled`. The last call stays until the next one. `<utd-status>` binds in addition `call` (the status), `peer` (the
   * name of the other person), `peerIdentity`, `peerAvatar`, `startedAt` (a time) and `duration`; its `reason` is that of
   * the end of the call. `<utd-stage>` has both people.
   *
   * ```html
   * <utd-signal token-url="/signal-token">
   *   <utd-call app-id="1234567890" identity="ada">
   *     <button slot="idle" command="--call" value="ben">Call Ben</button>
   *     <button slot="outgoing" command="--end">Cancel</button>
   *     <p slot="incoming"><button command="--accept">Answer</button> <button command="--reject">Decline</button></p>
   *     <p slot="active"><utd-status><span data-utd-text="duration"></span></utd-status> <button command="--end">Hang up</button></p>
   *     <p slot="over"><utd-status><span data-utd-text="ended"></span></utd-status></p>
   *     <audio slot="ring" src="/ring.mp3" loop></audio>
   *   </utd-call>
   * </utd-signal>
   * ```
   */
  'utd-call': {
    element: UTDCallElement;
    attributes: {
      /** Hides buttons whose command is never possible in this kind of call; here, or on any element around buttons. `"false"` means absent. */
      'hide-unavailable'?: AttributeValue<boolean>;
      /** Lets the screen turn off during a call. */
      'no-wake-lock'?: AttributeValue<UTDCallElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      'no-media-session'?: AttributeValue<UTDCallElement['noMediaSession']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      'app-id'?: AttributeValue<UTDCallElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      'app-key'?: AttributeValue<UTDCallElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      'base-url'?: AttributeValue<UTDCallElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      'token-base-url'?: AttributeValue<UTDCallElement['tokenBaseUrl']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      'identity-url'?: AttributeValue<UTDCallElement['identityUrl']>;
    };
    properties: {
      /** The kind of calls that are made and taken here: `audio_call` (unless set) or `video_call`. */
      type?: PropertyValue<UTDCallElement['type']>;
      /** Identity of the person whom `--call` calls, where its button names nobody. */
      callee?: PropertyValue<UTDCallElement['callee']>;
      /** Id of the `<utd-signal>` that brings calls; unless set, the nearest one around this element. */
      for?: PropertyValue<UTDCallElement['for']>;
      /** Calls and answers without opening the microphone. */
      muted?: PropertyValue<UTDCallElement['muted']>;
      /** Lets the screen turn off during a call. */
      noWakeLock?: PropertyValue<UTDCallElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      noMediaSession?: PropertyValue<UTDCallElement['noMediaSession']>;
      /** The session. A session that a script sets is shown, and is never joined or left by this element. */
      session?: PropertyValue<UTDCallElement['session']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      appId?: PropertyValue<UTDCallElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      appKey?: PropertyValue<UTDCallElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      baseUrl?: PropertyValue<UTDCallElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      tokenBaseUrl?: PropertyValue<UTDCallElement['tokenBaseUrl']>;
      /** Identity of the local participant, in apps with open identities. Unless set, the engine issues an identity for this tab. */
      identity?: PropertyValue<UTDCallElement['identity']>;
      /** Display name of the local participant. */
      name?: PropertyValue<UTDCallElement['name']>;
      /** Address of the local participant’s picture, https. */
      avatar?: PropertyValue<UTDCallElement['avatar']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      identityUrl?: PropertyValue<UTDCallElement['identityUrl']>;
      /** Called for a signed identity token on every mint. */
      identityProvider?: PropertyValue<UTDCallElement['identityProvider']>;
      /** Passed to every RTCPeerConnection, for instance to force a relay. */
      rtcConfig?: PropertyValue<UTDCallElement['rtcConfig']>;
    };
    events:
      | 'utd-connection-state-changed'
      | 'utd-can-publish-changed'
      | 'utd-mic-enabled-changed'
      | 'utd-camera-enabled-changed'
      | 'utd-screen-share-enabled-changed'
      | 'utd-speaker-on-changed'
      | 'utd-interrupted-changed'
      | 'utd-muted-speaking'
      | 'utd-devices-changed'
      | 'utd-device-lost'
      | 'utd-audio-blocked-changed'
      | 'utd-volumes-changed'
      | 'utd-remote-participants-changed'
      | 'utd-active-speakers-changed'
      | 'utd-roles-changed'
      | 'utd-role-changed'
      | 'utd-chat-locked-changed'
      | 'utd-messages-changed'
      | 'utd-chat-message'
      | 'utd-app-message'
      | 'utd-report'
      | 'utd-force-exit'
      | 'utd-error'
      | 'utd-call-status-changed';
  };
  /**
   * Sends messages to the chat of the room: the field `text` of a `<form>` inside the element, or, where the page can have
   * no form here, the field `text` of the element's light DOM by a `--send` button. The field is emptied when the engine
   * has accepted the message, unless its text has changed since. Enter in a `<textarea>` sends; Shift+Enter breaks the
   * line.
   *
   * ```html
   * <utd-chat>
   *   <form><input name="text" maxlength="2000" required><button>Send</button></form>
   * </utd-chat>
   * ```
   */
  'utd-chat': {
    element: UTDChatElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDChatElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDChatElement['session']>;
    };
    events: never;
  };
  /**
   * The credentials of all sessions inside, written once.
   *
   * ```html
   * <utd-client app-id="1234567890">
   *   <utd-audio-room room="lobby"></utd-audio-room>
   * </utd-client>
   * ```
   */
  'utd-client': {
    element: UTDClientElement;
    attributes: {
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      'app-id'?: AttributeValue<UTDClientElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      'app-key'?: AttributeValue<UTDClientElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      'base-url'?: AttributeValue<UTDClientElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      'token-base-url'?: AttributeValue<UTDClientElement['tokenBaseUrl']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      'identity-url'?: AttributeValue<UTDClientElement['identityUrl']>;
    };
    properties: {
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      appId?: PropertyValue<UTDClientElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      appKey?: PropertyValue<UTDClientElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      baseUrl?: PropertyValue<UTDClientElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      tokenBaseUrl?: PropertyValue<UTDClientElement['tokenBaseUrl']>;
      /** Identity of the local participant, in apps with open identities. Unless set, the engine issues an identity for this tab. */
      identity?: PropertyValue<UTDClientElement['identity']>;
      /** Display name of the local participant. */
      name?: PropertyValue<UTDClientElement['name']>;
      /** Address of the local participant’s picture, https. */
      avatar?: PropertyValue<UTDClientElement['avatar']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      identityUrl?: PropertyValue<UTDClientElement['identityUrl']>;
      /** Called for a signed identity token on every mint. */
      identityProvider?: PropertyValue<UTDClientElement['identityProvider']>;
      /** Passed to every RTCPeerConnection, for instance to force a relay. */
      rtcConfig?: PropertyValue<UTDClientElement['rtcConfig']>;
    };
    events: never;
  };
  /**
   * A conversation with a person, or in a group. `<utd-messages>` inside shows its messages, and the field `text` of a
   * `<form>` inside writes to it, as in `<utd-chat>`. While the element is on screen in a visible page, messages are marked
   * as read. While a person writes in the field, the others see that.
   *
   * The element binds in its light DOM `id`, `identity` (the other person of a direct conversation), `group`, `name`,
   * `text` and `at` (of the last message), `unread`, `members` and `typing` (the names of the others who type).
   *
   * ```html
   * <utd-signal token-url="/signal-token">
   *   <utd-conversation with="ada">
   *     <div role="log">
   *       <utd-messages>
   *         <template><p><b data-utd-text="name"></b> <span data-utd-text="text"></span></p></template>
   *       </utd-messages>
   *     </div>
   *     <form><input name="text" required><button>Send</button></form>
   *   </utd-conversation>
   * </utd-signal>
   * ```
   */
  'utd-conversation': {
    element: UTDConversationElement;
    attributes: {};
    properties: {
      /** Identity of the other person of a direct conversation. */
      with?: PropertyValue<UTDConversationElement['with']>;
      /** Id of the conversation of a group, which takes precedence over `with`. */
      group?: PropertyValue<UTDConversationElement['group']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDConversationElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDConversationElement['session']>;
    };
    events: never;
  };
  /**
   * The conversations of the local person, the newest first: one clone of its template for each conversation. A clone binds
   * `id`, `identity` (the other person of a direct conversation), `group`, `name`, `avatar`, `text` and `at` (of the last
   * message), `unread` (a number; empty for none), `members` and `typing` (names).
   *
   * ```html
   * <utd-signal token-url="/signal-token">
   *   <utd-conversations>
   *     <ul>
   *       <template>
   *         <li>
   *           <button command="--open" commandfor="talk" data-utd-attr-value="id">
   *             <b data-utd-text="name"></b> <span data-utd-text="unread"></span>
   *           </button>
   *         </li>
   *       </template>
   *     </ul>
   *     <button command="--load-earlier">Earlier</button>
   *   </utd-conversations>
   *   <utd-conversation id="talk"></utd-conversation>
   * </utd-signal>
   * ```
   */
  'utd-conversations': {
    element: UTDConversationsElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDConversationsElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDConversationsElement['session']>;
    };
    events: never;
  };
  /**
   * Fills the `<select>` inside with the microphones, outputs or cameras. The chosen device is used at once, and is
   * remembered for this origin.
   *
   * ```html
   * <utd-devices kind="audioinput"><label>Microphone <select></select></label></utd-devices>
   * ```
   */
  'utd-devices': {
    element: UTDDevicesElement;
    attributes: {};
    properties: {
      /** Kind of the devices: `audioinput`, `audiooutput` or `videoinput`. */
      kind?: PropertyValue<UTDDevicesElement['kind']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDDevicesElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDDevicesElement['session']>;
    };
    events: never;
  };
  /**
   * The invitations, to speak or on the stage, that the local participant received: one clone of its template for each
   * invitation. A clone binds the fields of `Invitation`: `id`, `inviter` (an identity), `name` (of the inviter), `seat`
   * and `expires`.
   *
   * ```html
   * <utd-invitations>
   *   <template>
   *     <p>
   *       <b data-utd-text="name"></b> asks you to speak.
   *       <button command="--accept">Speak</button> <button command="--decline">No, thanks</button>
   *     </p>
   *   </template>
   * </utd-invitations>
   * ```
   */
  'utd-invitations': {
    element: UTDInvitationsElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDInvitationsElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDInvitationsElement['session']>;
    };
    events: never;
  };
  /**
   * A live stream: the elements inside show its session and send commands to it.
   *
   * ```html
   * <utd-live-stream app-id="1234567890" room="show" as-host>
   *   <utd-stage>
   *     <template><utd-participant><utd-video></utd-video><b data-utd-text="name"></b></utd-participant></template>
   *   </utd-stage>
   *   <button command="--preview">Camera and microphone</button>
   *   <button command="--go-live">Go live</button>
   *   <button command="--end-live">End</button>
   *   <utd-status><span data-utd-text="viewers"></span> watching</utd-status>
   * </utd-live-stream>
   * ```
   */
  'utd-live-stream': {
    element: UTDLiveStreamElement;
    attributes: {
      /** Hides buttons whose command the role of the local participant does not allow; here, or on any element around buttons. `"false"` means absent. */
      'hide-unavailable'?: AttributeValue<boolean>;
      /** Claims the role of the host. A participant whose claim is not valid joins as audience. */
      'as-host'?: AttributeValue<UTDLiveStreamElement['asHost']>;
      /** Lets the screen turn off while the local participant is on air. */
      'no-wake-lock'?: AttributeValue<UTDLiveStreamElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      'no-media-session'?: AttributeValue<UTDLiveStreamElement['noMediaSession']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      'app-id'?: AttributeValue<UTDLiveStreamElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      'app-key'?: AttributeValue<UTDLiveStreamElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      'base-url'?: AttributeValue<UTDLiveStreamElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      'token-base-url'?: AttributeValue<UTDLiveStreamElement['tokenBaseUrl']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      'identity-url'?: AttributeValue<UTDLiveStreamElement['identityUrl']>;
    };
    properties: {
      /** Claims the role of the host. A participant whose claim is not valid joins as audience. */
      asHost?: PropertyValue<UTDLiveStreamElement['asHost']>;
      /** Lets the screen turn off while the local participant is on air. */
      noWakeLock?: PropertyValue<UTDLiveStreamElement['noWakeLock']>;
      /** Leaves the media buttons of the system, on a lock screen or a headset, to the page. */
      noMediaSession?: PropertyValue<UTDLiveStreamElement['noMediaSession']>;
      /** Name of the room. The room is joined as soon as its name is known, once for each value. */
      room?: PropertyValue<UTDLiveStreamElement['room']>;
      /** Waits for `--join` or `session.join()`. A provider with a `<form slot="join">` waits by itself. */
      manual?: PropertyValue<UTDLiveStreamElement['manual']>;
      /** Takes seats without opening the microphone. */
      muted?: PropertyValue<UTDLiveStreamElement['muted']>;
      /**
       * For a local participant who is in the room on another device or in another tab: `take` (unless set) ends the session
       * there; `ask` shows the slot `elsewhere`, whose `--join` ends it.
       */
      takeover?: PropertyValue<UTDLiveStreamElement['takeover']>;
      /** The session. A session that a script sets is shown, and is never joined or left by this element. */
      session?: PropertyValue<UTDLiveStreamElement['session']>;
      /** Ten digits that name the app; unless set, that of the nearest `<utd-client>`, then that of the page’s `<meta name="utd-app-id">`. */
      appId?: PropertyValue<UTDLiveStreamElement['appId']>;
      /** The app’s publishable key, where the app demands a key. Looked up like `app-id`; in the page, `utd-app-key`. */
      appKey?: PropertyValue<UTDLiveStreamElement['appKey']>;
      /** Origin of the engine; the vendor’s unless set. Looked up like `app-id`; in the page, `utd-base-url`. */
      baseUrl?: PropertyValue<UTDLiveStreamElement['baseUrl']>;
      /** Origin that mints tokens; `base-url` unless set. */
      tokenBaseUrl?: PropertyValue<UTDLiveStreamElement['tokenBaseUrl']>;
      /** Identity of the local participant, in apps with open identities. Unless set, the engine issues an identity for this tab. */
      identity?: PropertyValue<UTDLiveStreamElement['identity']>;
      /** Display name of the local participant. */
      name?: PropertyValue<UTDLiveStreamElement['name']>;
      /** Address of the local participant’s picture, https. */
      avatar?: PropertyValue<UTDLiveStreamElement['avatar']>;
      /** Address of the same origin that answers `{ identity_token }` to a POST with the page’s cookies. */
      identityUrl?: PropertyValue<UTDLiveStreamElement['identityUrl']>;
      /** Called for a signed identity token on every mint. */
      identityProvider?: PropertyValue<UTDLiveStreamElement['identityProvider']>;
      /** Passed to every RTCPeerConnection, for instance to force a relay. */
      rtcConfig?: PropertyValue<UTDLiveStreamElement['rtcConfig']>;
    };
    events:
      | 'utd-connection-state-changed'
      | 'utd-can-publish-changed'
      | 'utd-mic-enabled-changed'
      | 'utd-camera-enabled-changed'
      | 'utd-screen-share-enabled-changed'
      | 'utd-speaker-on-changed'
      | 'utd-interrupted-changed'
      | 'utd-muted-speaking'
      | 'utd-devices-changed'
      | 'utd-device-lost'
      | 'utd-audio-blocked-changed'
      | 'utd-volumes-changed'
      | 'utd-remote-participants-changed'
      | 'utd-active-speakers-changed'
      | 'utd-roles-changed'
      | 'utd-role-changed'
      | 'utd-chat-locked-changed'
      | 'utd-messages-changed'
      | 'utd-chat-message'
      | 'utd-app-message'
      | 'utd-report'
      | 'utd-force-exit'
      | 'utd-error'
      | 'utd-stage-update'
      | 'utd-live-changed'
      | 'utd-stage-requests-changed'
      | 'utd-invitations-changed'
      | 'utd-stage-event'
      | 'utd-live-ended'
      | 'utd-preview-changed'
      | 'utd-audience-changed';
  };
  /**
   * The messages of the nearest `<utd-conversation>`, else of the chat of the session, oldest first: one clone of its
   * template for each message. A clone binds the fields of `ChatMessage`, and `removable`: the local participant may remove
   * the message.
   *
   * The scroller of the list (the nearest element around it with `overflow: auto` or `scroll`) stays at its end for a
   * reader at the end, and keeps its place for a reader further up. Write `role="log"` on the scroller, so that screen
   * readers announce new messages. While messages from before are placed, the log has `aria-busy`, and they are not
   * announced.
   *
   * ```html
   * <div role="log" class="scrolls">
   *   <utd-messages>
   *     <template>
   *       <p>
   *         <b data-utd-text="name"></b> <span data-utd-text="text"></span>
   *         <button command="--remove-message">Remove</button>
   *       </p>
   *     </template>
   *   </utd-messages>
   * </div>
   * ```
   */
  'utd-messages': {
    element: UTDMessagesElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDMessagesElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDMessagesElement['session']>;
    };
    events: never;
  };
  /**
   * A participant of the room. It binds in its light DOM the fields of `Participant`, `quality` (of the connection), and
   * `trouble` (whose connection is at fault where the quality is poor or lost: `mine` or `theirs`).
   *
   * ```html
   * <utd-participants>
   *   <ul><template><li><utd-participant><span data-utd-text="name"></span></utd-participant></li></template></ul>
   * </utd-participants>
   * ```
   */
  'utd-participant': {
    element: UTDParticipantElement;
    attributes: {};
    properties: {
      /** Identity of the participant. A list of participants sets it. */
      identity?: PropertyValue<UTDParticipantElement['identity']>;
      /** Shows how loud the participant speaks, as `--utd-level`; off unless set, because it takes processor time. */
      level?: PropertyValue<UTDParticipantElement['level']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDParticipantElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDParticipantElement['session']>;
    };
    events: never;
  };
  /**
   * The participants of the room, the local participant first: one clone of its template for each participant. A clone
   * binds the fields of `Participant`, and `speaking`.
   *
   * In a live stream the participants are the local one, the stage and the admins. With `only="audience"` the list shows
   * the viewers to host and admins: 50 of them, the newest first, and 50 more by `--load-more`. The list is read again
   * when viewers came or went, at most every 5 s, and only while it is on screen.
   *
   * ```html
   * <utd-participants>
   *   <ul><template><li data-utd-text="name"></li></template></ul>
   * </utd-participants>
   * ```
   */
  'utd-participants': {
    element: UTDParticipantsElement;
    attributes: {};
    properties: {
      /** Shows only participants of this role; all participants unless set. */
      only?: PropertyValue<UTDParticipantsElement['only']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDParticipantsElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDParticipantsElement['session']>;
    };
    events: never;
  };
  /**
   * Whether a person is online. It binds `identity` and `status` in its light DOM; `status` is `online`, `away` or
   * `offline`, and empty while it is not known, as for a person whom the local person may not watch.
   *
   * ```html
   * <utd-signal token-url="/signal-token">
   *   <utd-presence identity="ada">Ada is <span data-utd-text="status"></span></utd-presence>
   * </utd-signal>
   * ```
   */
  'utd-presence': {
    element: UTDPresenceElement;
    attributes: {};
    properties: {
      /** Identity of the person; unless set, the person of the item around this element, as in a list of conversations. */
      identity?: PropertyValue<UTDPresenceElement['identity']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDPresenceElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDPresenceElement['session']>;
    };
    events: never;
  };
  /**
   * The pending requests, to speak or for the stage, oldest first: one clone of its template for each request. Host and
   * admins see all requests, other participants their own. A clone binds the fields of `SpeakerRequest`: `id`,
   * `identity`, `name`, `note` and `at`.
   *
   * ```html
   * <utd-requests>
   *   <ul>
   *     <template>
   *       <li>
   *         <b data-utd-text="name"></b> <q data-utd-text="note"></q>
   *         <button command="--approve">Let speak</button> <button command="--reject">Not now</button>
   *       </li>
   *     </template>
   *   </ul>
   * </utd-requests>
   * ```
   */
  'utd-requests': {
    element: UTDRequestsElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDRequestsElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDRequestsElement['session']>;
    };
    events: never;
  };
  /**
   * A seat of an audio room. It binds the fields of `Seat` in its light DOM.
   *
   * ```html
   * <utd-seat index="0">
   *   <b slot="taken" data-utd-text="name"></b>
   *   <button slot="empty" command="--take">Sit here</button>
   *   <span slot="locked">Locked</span>
   * </utd-seat>
   * ```
   */
  'utd-seat': {
    element: UTDSeatElement;
    attributes: {};
    properties: {
      /** Index of the seat, from 0. A list of seats sets it. */
      index?: PropertyValue<UTDSeatElement['index']>;
      /** Shows how loud the participant on the seat speaks, as `--utd-level`; off unless set, because it takes processor time. */
      level?: PropertyValue<UTDSeatElement['level']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDSeatElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDSeatElement['session']>;
    };
    events: never;
  };
  /**
   * The seats of an audio room: one clone of its template for each seat. A clone binds the fields of `Seat`.
   *
   * ```html
   * <utd-seats>
   *   <template>
   *     <utd-seat><b slot="taken" data-utd-text="name"></b></utd-seat>
   *   </template>
   * </utd-seats>
   * ```
   */
  'utd-seats': {
    element: UTDSeatsElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDSeatsElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDSeatsElement['session']>;
    };
    events: never;
  };
  /**
   * The signalling plane: presence, direct and group messages, and incoming calls, for the elements inside. It connects as
   * soon as it knows where credentials come from, and connects again, with fresh credentials, after each outage.
   *
   * `data-state` is `disconnected`, `connecting`, `connected` or `reconnecting`. `data-ended` is `left` after a disconnect,
   * else the code of the failure, such as `unauthenticated`.
   *
   * ```html
   * <utd-signal token-url="/signal-token">
   *   <utd-conversation with="ada">
   *     <utd-messages><template><p data-utd-text="text"></p></template></utd-messages>
   *     <form><input name="text" required><button>Send</button></form>
   *   </utd-conversation>
   * </utd-signal>
   * ```
   */
  'utd-signal': {
    element: UTDSignalElement;
    attributes: {
      /** Address of the same origin that answers `{ token, url }` to a POST with the page’s cookies. */
      'token-url'?: AttributeValue<UTDSignalElement['tokenUrl']>;
    };
    properties: {
      /** Address of the same origin that answers `{ token, url }` to a POST with the page’s cookies. */
      tokenUrl?: PropertyValue<UTDSignalElement['tokenUrl']>;
      /** Called for fresh credentials at every connect and reconnect. Takes precedence over `token-url`. */
      credentialsProvider?: PropertyValue<UTDSignalElement['credentialsProvider']>;
      /** Waits for `--connect` or `session.connect()`. */
      manual?: PropertyValue<UTDSignalElement['manual']>;
      /** The session. A session that a script sets is shown, and is never connected or disconnected by this element. */
      session?: PropertyValue<UTDSignalElement['session']>;
    };
    events:
      | 'utd-signal-state-changed'
      | 'utd-presence-changed'
      | 'utd-conversations-changed'
      | 'utd-message'
      | 'utd-incoming-call'
      | 'utd-error';
  };
  /**
   * The participants on stage: one clone of its template for each. In a live stream they are the host and the guests, in
   * an audio room the participants on seats, in a call both people. A clone binds the fields of `Participant`, `speaking`,
   * and `away` (not connected just now); in a live stream also `videoMuted` (a moderator took the picture away).
   *
   * ```html
   * <utd-stage>
   *   <template>
   *     <utd-participant><utd-video></utd-video><b data-utd-text="name"></b></utd-participant>
   *   </template>
   * </utd-stage>
   * ```
   */
  'utd-stage': {
    element: UTDStageElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDStageElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDStageElement['session']>;
    };
    events: never;
  };
  /**
   * The state of the session. The element binds `connection`, `quality`, `trouble` (the reason of a poor or lost quality),
   * `room`, `identity`, `name` and `role` of the local participant, `count` (of participants), `locked` (comments are
   * locked), `ended` (how the last session ended, a sentence), `reason` (the same as a code) and `error` (the last failure,
   * a sentence; empty after a success). In an audio room it binds also `waiting` (the number of requests to speak) and
   * `position` (the place of the local participant's own request among them). In a live stream it binds these two, for
   * requests for the stage, and `live`, `liveStartedAt` (a time) and `viewers` (the number of participants without the
   * stage). In a call it binds `call` (its status), `peer` (the name of the other person), `peerIdentity`, `peerAvatar`,
   * `startedAt` (a time) and `duration`, and `reason` is that of the end of the call.
   *
   * Outside of these, in a `<utd-signal>`, it binds `connection`, `identity`, `ended`, `reason` and `error`.
   *
   * ```html
   * <utd-status><span data-utd-text="count"></span> people in <span data-utd-text="room"></span></utd-status>
   * ```
   */
  'utd-status': {
    element: UTDStatusElement;
    attributes: {};
    properties: {
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDStatusElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDStatusElement['session']>;
    };
    events: never;
  };
  /**
   * The camera or the screen of a participant: the one of the item around it (`<utd-participant>`, a clone of a list), or
   * the one with its `identity`. It behaves as a `<video>`, so that player controls such as those of media-chrome fit it.
   *
   * The picture is received while it can be seen, at the size of the box: not while it is scrolled away, hidden, paused or
   * in another tab, unless it is in picture-in-picture. The box is 16 to 9 unless a style says otherwise, and `object-fit`
   * counts as for a `<video>`. The local participant's own picture is mirrored, unless it comes from a camera that faces
   * away (`facingMode` is `environment`); others never get a mirrored picture.
   *
   * ```html
   * <utd-participants>
   *   <ul><template><li>
   *     <utd-video><img slot="poster" alt="" data-utd-attr-src="avatar"><b slot="off" data-utd-text="name"></b></utd-video>
   *   </li></template></ul>
   * </utd-participants>
   * ```
   */
  'utd-video': {
    element: UTDVideoElement;
    attributes: {};
    properties: {
      /** Identity of the participant; the one of the item around this element unless set. */
      identity?: PropertyValue<UTDVideoElement['identity']>;
      /** `camera`, or `screen_share`: a shared screen. */
      source?: PropertyValue<UTDVideoElement['source']>;
      /** How loud the participant is on this page, 0–1; `audio.setVolume` of the session goes to 2, which reads as 1. */
      volume?: PropertyValue<UTDVideoElement['volume']>;
      /** Whether the participant is muted on this page alone, as by `--mute-for-me`. */
      muted?: PropertyValue<UTDVideoElement['muted']>;
      /** Seconds since the picture is shown. A live picture cannot be wound: writing does nothing. */
      currentTime?: PropertyValue<UTDVideoElement['currentTime']>;
      /** Id of the element whose session is shown; unless set, the nearest provider around this element. */
      for?: PropertyValue<UTDVideoElement['for']>;
      /** The session that is shown: set by a script, else that of the provider. */
      session?: PropertyValue<UTDVideoElement['session']>;
    };
    events:
      | 'volumechange'
      | 'play'
      | 'pause'
      | 'playing'
      | 'loadedmetadata'
      | 'resize'
      | 'emptied'
      | 'enterpictureinpicture'
      | 'leavepictureinpicture';
  };
}
