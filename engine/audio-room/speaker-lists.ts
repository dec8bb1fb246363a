import type { WireInvitation, WireRequest } from '../../src/protocol/speakers/speaker-request.ts';
import { iso } from '../core/clock.ts';
import type { RoomState } from '../model/room-doc.ts';
import { moderates } from './seats.ts';

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

export const invitationsTo = ({ room, people }: RoomState, me: string): WireInvitation[] =>
  (room.invitations ?? [])
    .filter(({ target }) => target === me)
    .map(({ id, inviter, seat, expires }) => ({
      id,
      inviter,
      name: people.get(inviter)?.name ?? inviter,
      seat_index: seat,
      expires_at: iso(expires),
    }));
