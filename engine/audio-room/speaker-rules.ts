import { maxRequests, times } from '../../src/protocol/constants.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import { Refusal } from '../core/refusal.ts';
import type { DocRequest, RoomDoc, RoomState } from '../model/room-doc.ts';
import { seatOf } from './seats.ts';
import type { Ruling } from '../model/ruling.ts';
import { firstFree, take } from './seat-rules.ts';
import { invitationMessage, requestMessage } from './speaker-messages.ts';

const without = <T extends { id: string }>(all: readonly T[] = [], gone: T): readonly T[] =>
  all.filter(({ id }) => id !== gone.id);

const seatedAlready = (room: RoomDoc, identity: string) =>
  new Refusal('already_seated', `'${identity}' sits in '${room.name}' already. Nothing is left to ask for.`);

export function request(
  { room, people }: RoomState,
  identity: string,
  note: string | null,
  now: number,
): Ruling {
  const doing = `Could not ask to speak in '${room.name}'`;
  const requests = room.requests ?? [];
  if (room.mode !== 'request')
    return new Refusal('feature_disabled', `${doing}: nobody needs to. Take a free seat.`);
  if (seatOf(room, identity) >= 0) return seatedAlready(room, identity);
  if (requests.some((each) => each.identity === identity))
    return new Refusal('already_requested', `${doing}: you have asked already. Wait for an answer.`);
  if (requests.length >= maxRequests)
    return new Refusal('requests_full', `${doing}: ${maxRequests} people wait already. Try again later.`);
  const asked: DocRequest = { id: randomId(), identity, note, at: now, expires: now + times.request };
  return {
    room: { ...room, requests: [...requests, asked] },
    messages: [requestMessage(room, people, asked)],
  };
}

/** Takes a request back. Without a request there is nothing to do, which is no error: a retry must succeed. */
export function cancel({ room, people }: RoomState, identity: string): Ruling {
  const asked = room.requests?.find((each) => each.identity === identity);
  if (!asked) return { room };
  return {
    room: { ...room, requests: without(room.requests, asked) },
    messages: [requestMessage(room, people, asked, { how: 'cancelled' })],
  };
}

const requestGone = (room: RoomDoc) =>
  new Refusal('request_gone', `That request is no longer there in '${room.name}'. Nothing is left to do.`);

/** Gives a participant the wanted seat, or the first free seat. */
function seat(
  room: RoomDoc,
  identity: string,
  wanted: number | null,
): { room: RoomDoc; at: number } | Refusal {
  const at = wanted ?? firstFree(room);
  if (at instanceof Refusal) return at;
  const ruling = take(room, identity, at);
  return ruling instanceof Refusal ? ruling : { room: ruling.room, at };
}

export function approve({ room, people }: RoomState, id: string, wanted: number | null): Ruling {
  const asked = room.requests?.find((each) => each.id === id);
  if (!asked) return requestGone(room);
  const seated = seat(room, asked.identity, wanted);
  if (seated instanceof Refusal) return seated;
  return {
    room: { ...seated.room, requests: without(room.requests, asked) },
    messages: [requestMessage(room, people, asked, { how: 'approved', seat: seated.at })],
  };
}

export function reject({ room, people }: RoomState, id: string): Ruling {
  const asked = room.requests?.find((each) => each.id === id);
  if (!asked) return requestGone(room);
  return {
    room: { ...room, requests: without(room.requests, asked) },
    messages: [requestMessage(room, people, asked, { how: 'rejected' })],
  };
}

/** Invites a participant to speak. A second invitation of the same participant replaces the first. */
export function invite(
  { room, people }: RoomState,
  inviter: string,
  { target, index }: { target: string; index: number | null },
  now: number,
): Ruling<{ invitation_id: string }> {
  const doing = `Could not invite '${target}' in '${room.name}'`;
  if (!people.has(target))
    return new Refusal('not_found', `${doing}: nobody of this identity is there. Check it.`);
  if (seatOf(room, target) >= 0) return seatedAlready(room, target);
  if (index !== null && !room.seats[index])
    return new Refusal('not_found', `${doing}: there is no seat ${index + 1}. Choose another one.`);
  const { invitations = [] } = room;
  const others = invitations.filter((each) => each.target !== target);
  const replaced = invitations.filter((each) => each.target === target);
  if (others.length >= maxRequests)
    return new Refusal(
      'requests_full',
      `${doing}: ${maxRequests} people are invited. Wait for their answers.`,
    );
  const sent = { id: randomId(), inviter, target, seat: index, expires: now + times.invitation };
  return {
    room: { ...room, invitations: [...others, sent] },
    answer: { invitation_id: sent.id },
    messages: [
      ...replaced.map((each) => invitationMessage(people, each, { how: 'declined', expired: true })),
      invitationMessage(people, sent),
    ],
  };
}

/** The invitation of a participant: the id of another participant's invitation gives nothing. */
const invitationTo = ({ room }: RoomState, me: string, id: string, now: number) =>
  room.invitations?.find((each) => each.id === id && each.target === me && each.expires > now) ??
  new Refusal('invite_expired', `That invitation to '${room.name}' is no longer valid. Ask for another one.`);

export function accept(state: RoomState, me: string, id: string, now: number): Ruling {
  const invitation = invitationTo(state, me, id, now);
  if (invitation instanceof Refusal) return invitation;
  const { room, people } = state;
  const seated = seat(room, me, invitation.seat);
  if (seated instanceof Refusal) return seated;
  return {
    room: { ...seated.room, invitations: without(room.invitations, invitation) },
    messages: [invitationMessage(people, invitation, { how: 'accepted', seat: seated.at })],
  };
}

export function decline(state: RoomState, me: string, id: string, now: number): Ruling {
  const invitation = invitationTo(state, me, id, now);
  if (invitation instanceof Refusal) return invitation;
  const { room, people } = state;
  return {
    room: { ...room, invitations: without(room.invitations, invitation) },
    messages: [invitationMessage(people, invitation, { how: 'declined' })],
  };
}
