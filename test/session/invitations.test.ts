import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking } from '../support/fakes/asking.ts';

describe('Invitations to speak', () => {
  it('come and go, and only mine are shown', async () => {
    const { edge, room, told } = await asking();
    const expires_at = '2026-01-01T00:01:00Z';
    edge.link.push(edge.invitation('', 'me', { expires_at }));
    edge.link.push(edge.invitation('', 'ben', { invitation_id: 'i2' }));
    assert.deepEqual(room.speakers.invitations.get(), [
      { id: 'i1', inviter: 'ada', name: 'ADA', seat: 2, expires: new Date(expires_at) },
    ]);
    edge.rev++;
    edge.link.push(edge.invitation('_declined', 'me', { expired: true }));
    edge.link.push(edge.invitation('_declined', 'ben'));
    assert.deepEqual(room.speakers.invitations.get(), []);
    const about = { invitationId: 'i1', seatIndex: 2 };
    assert.deepEqual(
      told.flatMap(([event, detail]) => (event === 'speakerEvent' ? [detail] : [])),
      [
        { type: 'invited', identity: 'me', ...about },
        { type: 'invited', identity: 'ben', ...about, invitationId: 'i2' },
        { type: 'invitationExpired', identity: 'me', ...about },
        { type: 'declined', identity: 'ben', ...about },
      ],
    );
  });

  it('are over for who sits', async () => {
    const { edge, room } = await asking();
    edge.link.push(edge.invitation(''));
    assert.equal(room.speakers.invitations.get().length, 1);
    edge.push(2, { identity: 'me' });
    assert.deepEqual(room.speakers.invitations.get(), []);
  });
});
