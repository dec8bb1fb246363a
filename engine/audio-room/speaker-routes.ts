import type { WireInvitation, WireRequest } from '../../src/protocol/speakers/speaker-request.ts';
import { moderators } from './speaker-messages.ts';
import * as rules from './speaker-rules.ts';
import { iso } from '../core/iso.ts';
import type { RoomState } from '../store/store.ts';
import { answer, carryOut } from '../requests/carry-out.ts';
import type { RoomRoutes } from '../requests/route-context.ts';
import { grid } from './seat-routes.ts';

/** Everybody's for host and admins; the others see their own. */
export const requestsFor = ({ room, people }: RoomState, me: string): WireRequest[] => {
  const all = moderators(room, people).includes(me);
  return (room.requests ?? [])
    .filter(({ identity }) => all || identity === me)
    .map(({ id, identity, note, at }) => ({
      id,
      identity,
      name: people.get(identity)?.name ?? identity,
      note,
      created_at: iso(at),
    }));
};

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

export const speakerRoutes = {
  requestToSpeak: (context) => {
    const { actor, body, now } = context;
    const me = actor.me.identity;
    const after = carryOut(context, rules.request(actor, me, body.note || null, now));
    const request = requestsFor(after, me).find(({ identity }) => identity === me)!; // the rule has just put it there
    const { epoch, rev, version } = after.room;
    return { request_id: request.id, request: { ...request, epoch, rev, version } };
  },
  cancelRequest: (context) => answer(context, rules.cancel(context.actor, context.actor.me.identity)),
  readRequests: ({ actor }) => ({ requests: requestsFor(actor, actor.me.identity) }),
  approveRequest: (context) => {
    const { actor, body, params } = context;
    return grid(context, rules.approve(actor, params['id'] ?? '', body.seat_index ?? null));
  },
  rejectRequest: (context) => answer(context, rules.reject(context.actor, context.params['id'] ?? '')),
  inviteToSpeak: (context) => {
    const { actor, body, now } = context;
    const asked = { target: body.target_identity, index: body.seat_index ?? null };
    return answer(context, rules.invite(actor, actor.me.identity, asked, now));
  },
  acceptInvitation: (context) => {
    const { actor, params, now } = context;
    return grid(context, rules.accept(actor, actor.me.identity, params['id'] ?? '', now));
  },
  declineInvitation: (context) => {
    const { actor, params, now } = context;
    return answer(context, rules.decline(actor, actor.me.identity, params['id'] ?? '', now));
  },
} satisfies Partial<RoomRoutes>;
