import type { InvitationMessage, RequestMessage } from '../protocol/speakers/speaker-messages.ts';
import { times } from '../protocol/constants.ts';
import type { WireInvitation, WireRequest } from '../protocol/speakers/speaker-request.ts';
import type { Invitation, SpeakerEvent, SpeakerRequest } from '../model/speaker-request.ts';

type NameOf = (identity: string) => string;

/** A request in the public shape. */
export const toRequest = ({ id, identity, name, note, created_at }: WireRequest): SpeakerRequest => ({
  id,
  identity,
  name,
  note,
  at: new Date(created_at),
});

/** An invitation in the public shape. */
export const toInvitation = ({ seat_index, expires_at, ...invitation }: WireInvitation): Invitation => ({
  ...invitation,
  seat: seat_index,
  expires: new Date(expires_at),
});

/**
 * The request in a message.
 *
 * @param nameOf gives the name of a participant, where the message contains no name
 */
export const requestInMessage = (
  { request_id: id, identity, name, note, created_at }: RequestMessage,
  nameOf: NameOf,
): SpeakerRequest => ({
  id,
  identity,
  name: name || nameOf(identity),
  note,
  at: created_at ? new Date(created_at) : new Date(),
});

/** The invitation in a message. Without an end in the message the invitation ends after a minute. */
export const invitationInMessage = (
  { invitation_id: id, inviter_identity: inviter, name, seat_index, expires_at }: InvitationMessage,
  nameOf: NameOf,
): Invitation => ({
  id,
  inviter,
  name: name || nameOf(inviter),
  seat: seat_index,
  expires: new Date(expires_at ?? Date.now() + times.invitation),
});

/** Message → event of a request. The first message adds a request, the others remove it. */
export const requestEvents: Readonly<Record<RequestMessage['type'], SpeakerEvent['type']>> = {
  _speaker_request: 'requested',
  _speaker_request_approved: 'approved',
  _speaker_request_rejected: 'rejected',
  _speaker_request_cancelled: 'cancelled',
};

/** Message → event of an invitation. The first message adds an invitation, the others remove it. */
export const invitationEvents: Readonly<Record<InvitationMessage['type'], SpeakerEvent['type']>> = {
  _speaker_invitation: 'invited',
  _speaker_invitation_accepted: 'accepted',
  _speaker_invitation_declined: 'declined',
};

const seatIndexOf = (seat: number | null) => seat !== null && { seatIndex: seat };

export const requestEvent = (message: RequestMessage): SpeakerEvent => ({
  type: message.expired ? 'requestExpired' : requestEvents[message.type],
  identity: message.identity,
  requestId: message.request_id,
  ...seatIndexOf(message.seat_index),
});

export const invitationEvent = (message: InvitationMessage): SpeakerEvent => ({
  type: message.expired ? 'invitationExpired' : invitationEvents[message.type],
  identity: message.target_identity,
  invitationId: message.invitation_id,
  ...seatIndexOf(message.seat_index),
});
