import type { Lapsed } from '../model/product.ts';
import type { DocInvitation, DocRequest, RoomDoc, RoomState } from '../model/room-doc.ts';
import { invitationMessage, requestMessage } from './speaker-messages.ts';
import type { SpeakerPlace } from './speaker-place.ts';

/** Keeps the requests and invitations that hold, and tells of the others. */
function keepHolding(
  place: SpeakerPlace,
  { room, people, absent }: RoomState,
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
  const state = { room: kept, people, absent };
  return {
    room: kept,
    messages: [
      ...lapsedRequests.map((each) => requestMessage(place, state, each, { how: 'cancelled', expired })),
      // The message says either way that no participant declined the invitation.
      ...lapsedInvitations.map((each) =>
        invitationMessage(place, state, each, { how: 'declined', expired: true }),
      ),
    ],
  };
}

/**
 * Removes the requests and invitations that no longer hold after a change, whatever the change was: the participant is
 * gone or has a place, the inviter has lost the right to invite, or the room does not ask any more.
 */
export function withoutLapsed(place: SpeakerPlace, before: RoomDoc, state: RoomState): Lapsed {
  const { room, people } = state;
  const asks = place.asks(before, room);
  const waits = (identity: string) => people.has(identity) && place.mayTake(room, identity);
  const invites = (identity: string) => people.has(identity) && place.mayInvite(room, identity);
  return keepHolding(
    place,
    state,
    {
      request: ({ identity }) => asks.requests && waits(identity),
      invitation: ({ inviter, target }) => asks.invitations && waits(target) && invites(inviter),
    },
    false,
  );
}

/** Removes the requests and invitations that have expired. */
export const withoutExpired = (place: SpeakerPlace, state: RoomState, now: number): Lapsed =>
  keepHolding(
    place,
    state,
    { request: ({ expires }) => expires > now, invitation: ({ expires }) => expires > now },
    true,
  );

/** When the next request or invitation expires; `null` for never. */
export function nextExpiry({ requests = [], invitations = [] }: RoomDoc): number | null {
  const all = [...requests, ...invitations].map(({ expires }) => expires);
  return all.length ? Math.min(...all) : null;
}
