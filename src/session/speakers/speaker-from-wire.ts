import type { Invitation, SpeakerEvent, SpeakerRequest } from '../../model/speaker-request.ts';
import { times } from '../../protocol/constants.ts';
import type { InvitationMessage, RequestMessage } from '../../protocol/speakers/speaker-messages.ts';
import type { WireInvitation, WireRequest } from '../../protocol/speakers/speaker-request.ts';

type NameOf = (identity: string) => string;

/** The place that requests and invitations lead to, as the names of messages have it: a seat, or the stage. */
export type SpeakerNoun = 'speaker' | 'stage';

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

/**
 * Last word of a message's name → step of a request or of an invitation. The steps `requested` and `invited` add it, the
 * others remove it.
 */
const steps: Readonly<Record<string, SpeakerEvent['type']>> = {
  request: 'requested',
  approved: 'approved',
  rejected: 'rejected',
  cancelled: 'cancelled',
  invitation: 'invited',
  accepted: 'accepted',
  declined: 'declined',
};

export const stepOf = ({ type }: RequestMessage | InvitationMessage): SpeakerEvent['type'] =>
  steps[type.slice(type.lastIndexOf('_') + 1)]!; // the schema has the names

/** The messages of a table that are about this place. */
export const messagesOf = <M extends string>(table: Readonly<Record<M, unknown>>, noun: SpeakerNoun): M[] =>
  (Object.keys(table) as M[]).filter((name) => name.startsWith(`_${noun}_`));

const seatIndexOf = (seat: number | null) => seat !== null && { seatIndex: seat };

export const requestEvent = (message: RequestMessage): SpeakerEvent => ({
  type: message.expired ? 'requestExpired' : stepOf(message),
  identity: message.identity,
  requestId: message.request_id,
  ...seatIndexOf(message.seat_index),
});

export const invitationEvent = (message: InvitationMessage): SpeakerEvent => ({
  type: message.expired ? 'invitationExpired' : stepOf(message),
  identity: message.target_identity,
  invitationId: message.invitation_id,
  ...seatIndexOf(message.seat_index),
});
