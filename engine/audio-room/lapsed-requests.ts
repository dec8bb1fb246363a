import type { Message } from '../model/outgoing-message.ts';
import {
  moderates,
  seatOf,
  type DocInvitation,
  type DocRequest,
  type People,
  type RoomDoc,
} from '../model/room-doc.ts';
import type { RoomState } from '../store/store.ts';
import { invitationMessage, requestMessage } from './speaker-messages.ts';

/** A room without what rested on something that is gone, and what is told of it. */
interface Swept {
  readonly room: RoomDoc;
  readonly messages: readonly Message[];
}

function sweep(
  room: RoomDoc,
  people: People,
  holds: {
    request(request: DocRequest): boolean;
    invitation(invitation: DocInvitation): boolean;
  },
  expired: boolean,
): Swept {
  const { requests = [], invitations = [] } = room;
  const gone = requests.filter((each) => !holds.request(each));
  const void_ = invitations.filter((each) => !holds.invitation(each));
  if (!gone.length && !void_.length) return { room, messages: [] };
  const swept = {
    ...room,
    requests: requests.filter((each) => !gone.includes(each)),
    invitations: invitations.filter((each) => !void_.includes(each)),
  };
  return {
    room: swept,
    messages: [
      ...gone.map((each) => requestMessage(swept, people, each, { how: 'cancelled', expired })),
      // That it was not declined by a person is told either way.
      ...void_.map((each) => invitationMessage(people, each, { how: 'declined', expired: true })),
    ],
  };
}

/**
 * Requests and invitations that no longer hold after a change, whatever it was: their person is gone
 * or sits, their inviter is no host or admin any more, or the mode is another one.
 */
export function withoutVoid(before: RoomDoc, after: RoomDoc, people: People): Swept {
  const asking = after.mode === 'request';
  const waits = (identity: string) => people.has(identity) && seatOf(after, identity) < 0;
  const invites = (identity: string) => people.has(identity) && moderates(after, identity);
  return sweep(
    after,
    people,
    {
      request: ({ identity }) => asking && waits(identity),
      invitation: ({ inviter, target }) => before.mode === after.mode && waits(target) && invites(inviter),
    },
    false,
  );
}

/** Requests and invitations whose time is over. */
export const withoutExpired = ({ room, people }: RoomState, now: number): Swept =>
  sweep(
    room,
    people,
    { request: ({ expires }) => expires > now, invitation: ({ expires }) => expires > now },
    true,
  );

/** When the next of them is over; `null` where there is none. */
export function nextExpiry({ requests = [], invitations = [] }: RoomDoc): number | null {
  const all = [...requests, ...invitations].map(({ expires }) => expires);
  return all.length ? Math.min(...all) : null;
}
