import { iso } from '../core/iso.ts';
import type { Message } from '../model/outgoing-message.ts';
import {
  moderates,
  type DocInvitation,
  type DocRequest,
  type People,
  type RoomDoc,
} from '../model/room-doc.ts';

type Became = 'approved' | 'rejected' | 'cancelled';

/** What only host and admins may know. */
export const moderators = (room: RoomDoc, people: People): string[] =>
  [...people.keys()].filter((identity) => moderates(room, identity));

/** A request, or what became of it, for host, admins and its asker. */
export function requestMessage(
  room: RoomDoc,
  people: People,
  request: DocRequest,
  became?: { how: Became; seat?: number; expired?: boolean },
): Message {
  const { id, identity, note, at } = request;
  return {
    to: [...new Set([...moderators(room, people), identity])],
    body: {
      type: became ? `_speaker_request_${became.how}` : '_speaker_request',
      request_id: id,
      identity,
      name: people.get(identity)?.name ?? identity,
      note,
      created_at: iso(at),
      ...(became?.seat !== undefined && { seat_index: became.seat }),
      ...(became?.expired && { expired: true }),
    },
  };
}

/** An invitation, or what became of it, for invitee and inviter. */
export function invitationMessage(
  people: People,
  invitation: DocInvitation,
  became?: { how: 'accepted' | 'declined'; seat?: number; expired?: boolean },
): Message {
  const { id, inviter, target, seat, expires } = invitation;
  return {
    // A new one is the invitee's alone to hear: who sent it has the answer.
    to: became ? [...new Set([target, inviter])] : [target],
    body: {
      type: became ? `_speaker_invitation_${became.how}` : '_speaker_invitation',
      invitation_id: id,
      inviter_identity: inviter,
      target_identity: target,
      name: people.get(inviter)?.name ?? inviter,
      seat_index: became?.seat ?? seat,
      expires_at: iso(expires),
      ...(became?.expired && { expired: true }),
    },
  };
}
