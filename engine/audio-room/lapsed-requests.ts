import type { Lapsed } from '../model/product.ts';
import type { DocInvitation, DocRequest, RoomDoc, RoomState } from '../model/room-doc.ts';
import { moderates, seatOf } from './seats.ts';
import { invitationMessage, requestMessage } from './speaker-messages.ts';

/** Keeps the requests and invitations that hold, and tells of the others. */
function keepHolding(
  { room, people }: RoomState,
  holds: {
    request(request: DocRequest): boolean;
    invitation(invitation: DocInvitation): boolean;
  },
  expired: boolean,
): Lapsed {
  const { requests = [], invitations = [] } = room;
  const lapsedRequests = requests.filter((each) => !holds.request(each));
  const lapsedInvitations = invitations.filter((each) => !holds.invitation(each));
  if (!lapsedRequests.length && !lapsedInvitations.length) return { room, messages: [] };
  const kept = {
    ...room,
    requests: requests.filter((each) => !lapsedRequests.includes(each)),
    invitations: invitations.filter((each) => !lapsedInvitations.includes(each)),
  };
  return {
    room: kept,
    messages: [
      ...lapsedRequests.map((each) => requestMessage(kept, people, each, { how: 'cancelled', expired })),
      // The message says either way that no participant declined the invitation.
      ...lapsedInvitations.map((each) => invitationMessage(people, each, { how: 'declined', expired: true })),
    ],
  };
}

/**
 * Removes the requests and invitations that no longer hold after a change, whatever the change was: the participant is
 * gone or has a seat, the inviter is neither host nor admin any more, or the mode is another one.
 */
export function withoutLapsed(before: RoomDoc, state: RoomState): Lapsed {
  const { room, people } = state;
  const asking = room.mode === 'request';
  const waits = (identity: string) => people.has(identity) && seatOf(room, identity) < 0;
  const invites = (identity: string) => people.has(identity) && moderates(room, identity);
  return keepHolding(
    state,
    {
      request: ({ identity }) => asking && waits(identity),
      invitation: ({ inviter, target }) => before.mode === room.mode && waits(target) && invites(inviter),
    },
    false,
  );
}

/** Removes the requests and invitations that have expired. */
export const withoutExpired = (state: RoomState, now: number): Lapsed =>
  keepHolding(
    state,
    { request: ({ expires }) => expires > now, invitation: ({ expires }) => expires > now },
    true,
  );

/** When the next request or invitation expires; `null` for never. */
export function nextExpiry({ requests = [], invitations = [] }: RoomDoc): number | null {
  const all = [...requests, ...invitations].map(({ expires }) => expires);
  return all.length ? Math.min(...all) : null;
}
