import { maxRequests, times } from '../../src/protocol/constants.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import { Refusal } from '../core/refusal.ts';
import type { DocRequest, RoomDoc, RoomState } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import { invitationMessage, requestMessage } from './speaker-messages.ts';
import type { SpeakerPlace } from './speaker-place.ts';

const without = <T extends { id: string }>(all: readonly T[] = [], gone: T): readonly T[] =>
  all.filter(({ id }) => id !== gone.id);

/** The rules of requests and invitations to a seat, or to the stage. */
export const speakerRules = (place: SpeakerPlace) => {
  const requestOf = ({ room }: RoomState, id: string): DocRequest | Refusal =>
    room.requests?.find((each) => each.id === id) ??
    new Refusal('request_gone', `That request is no longer there in '${room.name}'. Nothing is left to do.`);

  /** The invitation of a participant: the id of another participant's invitation gives nothing. */
  const invitationTo = ({ room }: RoomState, me: string, id: string, now: number) =>
    room.invitations?.find((each) => each.id === id && each.target === me && each.expires > now) ??
    new Refusal(
      'invite_expired',
      `That invitation to '${room.name}' is no longer valid. Ask for another one.`,
    );

  const withoutRequest = (room: RoomDoc, request: DocRequest): RoomDoc => ({
    ...room,
    requests: without(room.requests, request),
  });

  return {
    request(state: RoomState, identity: string, note: string | null, now: number): Ruling {
      const { room } = state;
      const refused = place.refuseRequest(room, identity);
      if (refused) return refused;
      const requests = room.requests ?? [];
      const doing = `Could not ask in '${room.name}'`;
      if (requests.some((each) => each.identity === identity))
        return new Refusal('already_requested', `${doing}: you have asked already. Wait for an answer.`);
      if (requests.length >= maxRequests)
        return new Refusal('requests_full', `${doing}: ${maxRequests} people wait already. Try again later.`);
      const asked: DocRequest = { id: randomId(), identity, note, at: now, expires: now + times.request };
      return {
        room: { ...room, requests: [...requests, asked] },
        messages: [requestMessage(place, state, asked)],
      };
    },

    /** Takes a request back. Without a request there is nothing to do, which is no error: a retry must succeed. */
    cancel(state: RoomState, identity: string): Ruling {
      const { room } = state;
      const asked = room.requests?.find((each) => each.identity === identity);
      if (!asked) return { room };
      return {
        room: withoutRequest(room, asked),
        messages: [requestMessage(place, state, asked, { how: 'cancelled' })],
      };
    },

    /** @param seat the wanted seat; `null` for any */
    approve(state: RoomState, id: string, seat: number | null): Ruling {
      const asked = requestOf(state, id);
      if (asked instanceof Refusal) return asked;
      const put = place.put(state, asked.identity, seat);
      if (put instanceof Refusal) return put;
      return {
        room: withoutRequest(put.room, asked),
        messages: [requestMessage(place, state, asked, { how: 'approved', seat: put.seat })],
      };
    },

    reject(state: RoomState, id: string): Ruling {
      const asked = requestOf(state, id);
      if (asked instanceof Refusal) return asked;
      return {
        room: withoutRequest(state.room, asked),
        messages: [requestMessage(place, state, asked, { how: 'rejected' })],
      };
    },

    /** Invites a participant. A second invitation of the same participant replaces the first. */
    invite(
      state: RoomState,
      inviter: string,
      { target, seat }: { target: string; seat: number | null },
      now: number,
    ): Ruling<{ invitation_id: string }> {
      const { room, people } = state;
      const doing = `Could not invite '${target}' in '${room.name}'`;
      if (!people.has(target))
        return new Refusal('not_found', `${doing}: nobody of this identity is there. Check it.`);
      const refused = place.refuseInvitation(room, target, seat);
      if (refused) return refused;
      const { invitations = [] } = room;
      const others = invitations.filter((each) => each.target !== target);
      const replaced = invitations.filter((each) => each.target === target);
      if (others.length >= maxRequests)
        return new Refusal(
          'requests_full',
          `${doing}: ${maxRequests} people are invited. Wait for their answers.`,
        );
      const sent = { id: randomId(), inviter, target, seat, expires: now + times.invitation };
      return {
        room: { ...room, invitations: [...others, sent] },
        answer: { invitation_id: sent.id },
        messages: [
          ...replaced.map((each) =>
            invitationMessage(place, state, each, { how: 'declined', expired: true }),
          ),
          invitationMessage(place, state, sent),
        ],
      };
    },

    accept(state: RoomState, me: string, id: string, now: number): Ruling {
      const invitation = invitationTo(state, me, id, now);
      if (invitation instanceof Refusal) return invitation;
      const put = place.put(state, me, invitation.seat);
      if (put instanceof Refusal) return put;
      return {
        room: { ...put.room, invitations: without(put.room.invitations, invitation) },
        messages: [invitationMessage(place, state, invitation, { how: 'accepted', seat: put.seat })],
      };
    },

    decline(state: RoomState, me: string, id: string, now: number): Ruling {
      const invitation = invitationTo(state, me, id, now);
      if (invitation instanceof Refusal) return invitation;
      const { room } = state;
      return {
        room: { ...room, invitations: without(room.invitations, invitation) },
        messages: [invitationMessage(place, state, invitation, { how: 'declined' })],
      };
    },
  };
};
