import type { WireInvitation, WireRequest } from '../../src/protocol/speakers/speaker-request.ts';
import { iso } from '../core/clock.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';
import { moderates } from '../room/rights.ts';

/** All requests for host and admins; the own request for all others. */
export const requestsFor = ({ room, people }: RoomState, me: string): WireRequest[] =>
  (room.requests ?? [])
    .filter(({ identity }) => identity === me || moderates(room, me))
    .map(({ id, identity, note, at }) => ({
      id,
      identity,
      name: people.get(identity)?.name ?? identity,
      note,
      created_at: iso(at),
    }));

const invitationsTo = ({ room, people }: RoomState, me: string): WireInvitation[] =>
  (room.invitations ?? [])
    .filter(({ target }) => target === me)
    .map(({ id, inviter, seat, expires }) => ({
      id,
      inviter,
      name: people.get(inviter)?.name ?? inviter,
      seat_index: seat,
      expires_at: iso(expires),
    }));

/** The part of the snapshot that is for one participant alone. */
export const mineOf = (state: RoomState, me: string) => ({
  requests: requestsFor(state, me),
  invitations: invitationsTo(state, me),
  cleared: state.people.get(me)?.cleared ?? false,
});

/** The people whom a document names as host and admins, and in requests and invitations. */
export const namedByRights = ({
  owner,
  admins = [],
  requests = [],
  invitations = [],
}: RoomDoc): readonly string[] => [
  ...(owner === null ? [] : [owner]),
  ...admins,
  ...requests.map(({ identity }) => identity),
  ...invitations.flatMap(({ inviter, target }) => [inviter, target]),
];

/** The answer to a participant whose request the room now has, with the version of the request. */
export function requestAnswer(state: RoomState, me: string) {
  const request = requestsFor(state, me).find(({ identity }) => identity === me);
  if (!request) throw new Error(`The rule did not add the request of '${me}'.`);
  const { epoch, rev, version } = state.room;
  return { request_id: request.id, request: { ...request, epoch, rev, version } };
}
