import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge } from '../../test/support/fakes/asking.ts';
import { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Role } from '../protocol/role.ts';

/** What a room on request is like; ada is there, and has invited me to the third seat. */
const rooms = {
  'as it is': () => {},
  'whose seats are free': (edge: AskingEdge) => Object.assign(edge, { mode: 'free' }),
  'where I wait': (edge: AskingEdge) => edge.asks('r1', 'me'),
  'where ada waits': (edge: AskingEdge) => edge.asks('r1', 'ada'),
  'where a hundred wait': (edge: AskingEdge) => (edge.queue = Array(100).fill('x')),
  'where I sit': (edge: AskingEdge) => edge.put(3, { identity: 'me' }),
  'where ada sits': (edge: AskingEdge) => edge.put(2, { identity: 'ada' }),
  'where the host sits last': (edge: AskingEdge) => edge.put(3, { identity: 'ada', role: 'host' }),
  'that I came to by a speaker’s link': (edge: AskingEdge) => Object.assign(edge, { cleared: true }),
  'with the third seat locked': (edge: AskingEdge) => edge.put(2, { locked: true }),
  'with the third seat kept for the host': (edge: AskingEdge) => edge.put(2, { reserved_for: 'host' }),
  'where ada waits and all is locked': (edge: AskingEdge) => {
    edge.seats = edge.seats.map((seat) => ({ ...seat, locked: true }));
    edge.asks('r1', 'ada');
  },
} as const;

/** What the engine would refuse with. */
const verdicts: readonly (readonly [
  operation: Parameters<AudioRoomController['allowed']>[0],
  about: string | number | undefined,
  role: Role,
  room: keyof typeof rooms,
  because: string | null,
])[] = [
  ['requestToSpeak', undefined, 'listener', 'as it is', null],
  ['requestToSpeak', undefined, 'admin', 'as it is', null],
  ['requestToSpeak', undefined, 'listener', 'where I wait', 'already_requested'],
  ['requestToSpeak', undefined, 'listener', 'where I sit', 'already_seated'],
  ['requestToSpeak', undefined, 'listener', 'where a hundred wait', 'requests_full'],
  ['requestToSpeak', undefined, 'listener', 'whose seats are free', 'feature_disabled'],
  ['cancelRequest', undefined, 'listener', 'as it is', 'request_gone'],
  ['cancelRequest', undefined, 'listener', 'where I wait', null],
  ['approveRequest', 'r1', 'host', 'where ada waits', null],
  ['approveRequest', 'r1', 'speaker', 'where ada waits', 'forbidden_role'],
  ['approveRequest', 'r2', 'host', 'where ada waits', 'request_gone'],
  ['approveRequest', 'r1', 'host', 'where ada waits and all is locked', 'no_free_seat'],
  ['rejectRequest', 'r1', 'admin', 'where ada waits and all is locked', null],
  ['rejectRequest', 'r1', 'listener', 'where I wait', 'forbidden_role'],
  ['inviteToSpeak', 'ada', 'admin', 'as it is', null],
  ['inviteToSpeak', 'ada', 'listener', 'as it is', 'forbidden_role'],
  ['inviteToSpeak', 'nobody', 'admin', 'as it is', 'not_found'],
  ['inviteToSpeak', 'ada', 'admin', 'where ada sits', 'already_seated'],
  ['acceptInvitation', 'i1', 'listener', 'as it is', null],
  ['acceptInvitation', 'i2', 'listener', 'as it is', 'invite_expired'],
  ['acceptInvitation', 'i1', 'listener', 'where ada sits', 'seat_taken'],
  ['acceptInvitation', 'i1', 'listener', 'with the third seat locked', 'seat_locked'],
  ['declineInvitation', 'i1', 'listener', 'as it is', null],
  ['declineInvitation', 'i2', 'listener', 'as it is', 'invite_expired'],
  ['sit', 2, 'listener', 'as it is', null],
  ['sit', 2, 'host', 'as it is', null],
  ['takeSeat', 2, 'listener', 'as it is', 'request_required'],
  ['takeSeat', 2, 'listener', 'that I came to by a speaker’s link', null],
  ['sit', 2, 'listener', 'with the third seat locked', 'seat_locked'],
  ['sit', 2, 'listener', 'where I wait', 'already_requested'],
  ['sit', 2, 'listener', 'with the third seat kept for the host', 'forbidden_role'],
  ['setupSeats', 3, 'admin', 'where the host sits last', 'target_protected'],
  ['setupSeats', 4, 'admin', 'where the host sits last', null],
  ['setupSeats', undefined, 'admin', 'where the host sits last', null],
  ['setupSeats', 3, 'admin', 'where ada sits', null],
  ['setupSeats', 3, 'host', 'where the host sits last', null],
  ['sit', 99, 'listener', 'as it is', 'not_found'],
];

describe('What is allowed of seats and of asking to speak', () => {
  for (const [operation, about, role, like, because] of verdicts)
    it(`${operation}${about === undefined ? '' : ` of ${about}`} by a ${role} in a room ${like}: ${because ?? 'yes'}`, async () => {
      const edge = new AskingEdge();
      const expires_at = '2026-01-01T00:01:00Z';
      const invitation = { id: 'i1', inviter: 'ada', name: 'Ada', seat_index: 2, expires_at };
      edge.mine = { requests: [], invitations: [invitation] };
      rooms[like](edge);
      const { room } = await asking(role, {}, edge);
      assert.equal(room.allowed(operation, about as never).get().because, because);
    });

  it('is no more to sit down unasked, once a host has taken that away: the button knows before any read', async () => {
    const edge = Object.assign(new AskingEdge(), { cleared: true });
    const { room, reads } = await asking('listener', {}, edge);
    const sits = room.allowed('takeSeat', 2);
    assert.equal(sits.get().because, null);
    const change = { type: '_role_change', identity: 'me', role: 'listener', previous_role: 'speaker' };
    edge.link.push({ ...change, epoch: 1, rev: edge.rev, version: edge.rev + 1 });
    assert.deepEqual([sits.get().because, reads()], ['request_required', 0]);
  });

  it('is nothing before the join, and follows it', async () => {
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, new AskingEdge());
    const verdict = room.allowed('requestToSpeak');
    assert.equal(verdict.get().because, 'not_joined');
    await room.join();
    assert.equal(verdict.get().allowed, true);
    await room.leave();
    assert.equal(verdict.get().because, 'not_joined');
  });
});
