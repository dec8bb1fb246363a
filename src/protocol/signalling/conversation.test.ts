import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { replay } from '../../../test/support/model/replay.ts';
import { isIdentity } from '../identity.ts';
import { clientFrames } from './client-frames.ts';
import { closeCodes, goodbye, reconnects } from './close-codes.ts';
import { Content, ConversationId, directConversation, directPeople, groupId } from './conversation.ts';

const identity = fc.stringMatching(/^[A-Za-z0-9@+-][A-Za-z0-9_.:@+-]{0,40}$/).filter(isIdentity);

describe('the id of a direct conversation', () => {
  it('is the same for both people, and names both', () =>
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const id = directConversation(a, b);
        assert.equal(id, directConversation(b, a));
        assert.deepEqual(new Set(directPeople(id)), new Set([a, b]));
        assert.ok(v.is(ConversationId, id));
      }),
      replay,
    ));

  it('is another one for any other two people', () => {
    const ids = [
      ['a', 'b'],
      ['ab', 'c'],
      ['a', 'bc'],
      ['B', 'a'],
    ].map(([a, b]) => directConversation(a!, b!));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(directConversation('a', 'B'), 'dm~B~a');
  });

  it('is not the id of a group', () => {
    assert.equal(directPeople(groupId('0'.repeat(32))), null);
    assert.ok(v.is(ConversationId, groupId('0'.repeat(32))));
    for (const wrong of ['', 'dm~a', 'dm~a~b~c', 'group~x', 'lobby']) assert.ok(!v.is(ConversationId, wrong));
  });
});

describe('the content of a message', () => {
  it('has text or data, and at most 8 KiB together', () => {
    for (const right of [{ text: 'Hi' }, { data: null }, { data: 0 }, { text: 'x'.repeat(2000), data: [] }])
      assert.ok(v.is(Content, right), JSON.stringify(right));
    for (const wrong of [
      {},
      { text: '' },
      { text: ' \u200E ' },
      { text: 'x'.repeat(2001) },
      { text: 1 },
      { data: 'x'.repeat(8192) },
      { text: '\u{1F600}'.repeat(1000), data: 'x'.repeat(4200) },
    ])
      assert.ok(!v.is(Content, wrong), JSON.stringify(wrong).slice(0, 40));
  });
});

describe('the recipient of a frame', () => {
  it('is one person, or one group', () => {
    const { data } = clientFrames.typing;
    const group = groupId('0'.repeat(32));
    for (const right of [{ to: 'ada' }, { group }]) assert.ok(v.is(data, right));
    for (const wrong of [{}, { to: 'ada', group }, { to: '_a' }, { group: 'dm~a~b' }])
      assert.ok(!v.is(data, wrong));
  });
});

describe('a close code', () => {
  it('says whether a client connects again', () => {
    const again = Object.entries(closeCodes).flatMap(([name, code]) => (reconnects(code) ? [name] : []));
    assert.deepEqual(again, ['goingAway', 'tokenExpired', 'authTimeout', 'tooOften', 'unavailable']);
    assert.deepEqual([goodbye, 1006, 1012, 3999].map(reconnects), [false, true, true, false]);
  });
});
