import type { CallReason } from '../protocol/call/call-status.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { ExitReason } from '../protocol/exit.ts';

/** A description of the event, without a full stop, and the remedy, a full sentence. */
export type ErrorText = readonly [happened: string, fix: string];

/** Texts that replace the usual description and remedy. */
export type TextOverrides = readonly [happened?: string | undefined, fix?: string | undefined];

/** The codes of errors, the reasons of the end of a session and of a call, and `left`: the local participant left. */
export type MessageCode = ErrorCode | ExitReason | `call_${CallReason}` | 'left';

/** Texts for some codes, or for all. */
export type Messages = { readonly [code in MessageCode]?: ErrorText };

/** The texts of each code. Errors, `allowed` and the reasons on buttons are composed of these texts. */
export const errorTexts: Readonly<Record<MessageCode, ErrorText>> = {
  invalid_request: ['the engine did not accept the input', 'Correct the field that the message names.'],
  unauthenticated: [
    'the app id, the app key or the sign-in was not accepted',
    'Check app-id and app-key, or sign in again.',
  ],
  token_expired: ['the sign-in is too old', 'Join again.'],
  forbidden: ['the engine does not allow it', 'Ask the owner of this site.'],
  forbidden_role: ['your role does not allow it', 'Ask a host or an admin.'],
  owner_only: ['only the host may do it', 'Ask the host.'],
  target_protected: ['the host and admins are protected from it', 'Ask the host.'],
  banned: ['you are banned', 'Ask a host to lift the ban.'],
  kicked: ['a host removed you', 'Try again in half a minute.'],
  feature_disabled: ['this is switched off for the app', 'Ask the owner of this site.'],
  comments_locked: ['comments are locked', 'Wait until a host unlocks them.'],
  request_required: ['speakers are approved here', 'Request to speak.'],
  not_found: ['there is no such room, seat or person', 'Check the name.'],
  not_joined: ['you are not in the room', 'Join first.'],
  room_closed: ['the room is closed', 'Join again to open it anew.'],
  wrong_product_type: ['this kind of room has no such thing', 'Use another kind of room.'],
  seat_taken: ['somebody sits there', 'Choose another seat.'],
  seat_locked: ['the seat is locked', 'Ask a host to unlock it.'],
  no_free_seat: ['no seat is free', 'Wait for a seat.'],
  already_seated: ['that person sits there already', 'Choose an empty seat.'],
  not_seated: ['no seat is held', 'Take a seat first.'],
  already_requested: ['you have asked already', 'Wait for an answer.'],
  requests_full: ['too many people are waiting', 'Try again later.'],
  request_gone: ['the request is no longer there', 'Nothing is left to do.'],
  invite_expired: ['the invitation is no longer valid', 'Ask to be invited again.'],
  already_on_stage: ['that person is on stage already', 'Nothing is left to do.'],
  role_unchanged: ['that person has this role already', 'Nothing is left to do.'],
  signed_in_elsewhere: ['you joined in another place', 'Leave there, then join here again.'],
  busy: ['something of the kind is under way', 'Wait for it to finish.'],
  call_ended: ['the call is over', 'Call again.'],
  answered_elsewhere: ['another of your devices answered', 'Use that device.'],
  room_limit: ['the room is full', 'Try again later.'],
  payload_too_large: ['it is too large', 'Send less.'],
  rate_limited: ['it was asked too often', 'Wait a moment.'],
  takeover_cooldown: ['this person moved between places too often', 'Wait ten seconds.'],
  unavailable: ['the engine or its media server does not answer', 'Try again in a moment.'],
  network: ['the engine cannot be reached', 'Check the connection and base-url.'],
  timeout: ['there was no answer in time', 'Try again.'],
  malformed_token: ['the engine gave no usable token', 'Check that base-url is an engine of this kind.'],
  connect_failed: ['the media server cannot be reached', 'Check the network and firewall, then try again.'],
  publish_denied: ['the media server refused to take the track', 'Try again.'],
  grant_timeout: ['the permission to speak did not arrive', 'Leave the seat or the stage, then come back.'],
  cancelled: ['it was called off', 'Nothing is left to do.'],
  media_permission: ['the browser does not allow it', 'Allow it in the address bar, then try again.'],
  media_device: [
    'no device of the kind could be opened',
    'Plug one in or close the program that uses it, then try again.',
  ],
  protocol: [
    'a message could not be read',
    'Nothing was changed. Tell the owner of this site if it happens again.',
  ],
  unsupported: ['this browser cannot do it', 'Use a current browser.'],
  unknown: ['something unknown went wrong', 'Try again.'],
  reconnect_failed: ['the connection was lost for more than a minute', 'Join again.'],
  call_answered_elsewhere: ['the call was answered on another device', 'Use that device.'],
  call_rejected: ['the call was declined', 'Call again later.'],
  call_busy: ['the other person is in another call', 'Call again later.'],
  call_hung_up: ['the call was ended', 'Call again to go on.'],
  call_no_answer: ['nobody answered', 'Call again later.'],
  call_time_limit: ['the call has reached the longest time', 'Call again to go on.'],
  call_connection_lost: ['the connection of one side was lost', 'Call again to go on.'],
  call_removed: ['one side was removed from the call', 'Ask the owner of this site.'],
  left: ['you left', 'Join again to come back.'],
};
