import { iso } from '../core/clock.ts';
import type { OutgoingMessage } from '../model/outgoing-message.ts';
import type { DocInvitation, DocRequest, RoomState } from '../model/room-doc.ts';
import { moderatorsOf } from '../room/rights.ts';
import type { SpeakerPlace } from './speaker-place.ts';

type End = 'approved' | 'rejected' | 'cancelled';

/** A request, or its end, for host, admins and the asking participant. */
export function requestMessage(
  { noun }: SpeakerPlace,
  { room, people }: RoomState,
  request: DocRequest,
  became?: { how: End; seat?: number | undefined; expired?: boolean },
): OutgoingMessage {
  const { id, identity, note, at } = request;
  return {
    to: [...new Set([...moderatorsOf(room, people), identity])],
    body: {
      type: became ? `_${noun}_request_${became.how}` : `_${noun}_request`,
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

/** An invitation, or its end, for invitee and inviter. */
export function invitationMessage(
  { noun }: SpeakerPlace,
  { people }: Pick<RoomState, 'people'>,
  invitation: DocInvitation,
  became?: { how: 'accepted' | 'declined'; seat?: number | undefined; expired?: boolean },
): OutgoingMessage {
  const { id, inviter, target, seat, expires } = invitation;
  return {
    // A new invitation is sent to the invitee alone: the inviter has the answer of the call.
    to: became ? [...new Set([target, inviter])] : [target],
    body: {
      type: became ? `_${noun}_invitation_${became.how}` : `_${noun}_invitation`,
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
