import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking } from '../../../test/support/asking.ts';
import { speakerBytes } from '../../../test/support/speaker-bytes.ts';

const request = { identity: 'ada', requestId: 'ID' };
const invitation = { identity: 'ada', invitationId: 'ID' };

/** What each is told as. */
const told: Readonly<Record<keyof typeof speakerBytes, object>> = {
  _speaker_request: { type: 'requested', ...request },
  _speaker_request_approved: { type: 'approved', ...request, seatIndex: 1 },
  _speaker_request_rejected: { type: 'rejected', ...request },
  _speaker_request_cancelled: { type: 'cancelled', ...request },
  'a request that is over': { type: 'requestExpired', ...request },
  _speaker_invitation: { type: 'invited', ...invitation },
  _speaker_invitation_accepted: { type: 'accepted', ...invitation, seatIndex: 1 },
  _speaker_invitation_declined: { type: 'declined', ...invitation },
  'an invitation that is over': { type: 'invitationExpired', ...invitation },
};

describe('A message about speakers, as the engine sends it', () => {
  for (const [name, event] of Object.entries(told))
    it(`is told: ${name}`, async () => {
      const { edge, told } = await asking('host');
      edge.link.push(speakerBytes[name]!.replace('REV', '5').replace('VERSION', '5'));
      const events = told.filter(([each]) => each === 'speakerEvent' || each === 'error');
      assert.deepEqual(events, [['speakerEvent', event]]);
    });

  it('changes a role', async () => {
    const { edge, room, told } = await asking('host');
    edge.link.push(speakerBytes['_role_change']!.replace('REV', '5').replace('VERSION', '5'));
    assert.equal(room.participants.roles.get().get('ada'), 'admin');
    assert.deepEqual(
      told.filter(([each]) => each === 'error'),
      [],
    );
  });

  it('that somebody else sends is a forgery, and changes nothing', async () => {
    const { edge, waiting, told } = await asking('host');
    edge.link.push(edge.asks('r1', 'ada').message, 'ada');
    assert.deepEqual([waiting(), told.map(([event]) => event)], [[], ['error']]);
  });
});
