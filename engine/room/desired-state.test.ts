import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attributeChanges, desired, permissionOf } from './desired-state.ts';
import { newRoom } from './presence.ts';
import type { DocSeat, PersonRow, RoomDoc } from '../model/room-doc.ts';

const identity = fc.constantFrom('ada', 'bob', 'eve', 'host');
const seat: fc.Arbitrary<DocSeat> = fc.record({
  identity: fc.option(identity),
  locked: fc.boolean(),
  muted: fc.boolean(),
});
const room: fc.Arbitrary<RoomDoc> = fc
  .record({ seats: fc.array(seat, { maxLength: 8 }), owner: fc.option(identity) })
  .map((more) => ({
    ...newRoom({ app: '1', name: 'lobby', epoch: 1, type: 'audio_room', sfu: 'r' }),
    ...more,
  }));

const person = (name: string): PersonRow => ({
  identity: name,
  name,
  avatar: null,
  attributes: {},
  sessionId: 's',
  joinedAt: 0,
  presence: 'here',
  deadline: null,
});
const people = new Map(['ada', 'bob', 'eve', 'host'].map((name) => [name, person(name)]));

describe('the permission of a person', () => {
  it('never is "may publish" with an empty list, which LiveKit reads as everything', () => {
    fc.assert(
      fc.property(room, identity, (doc, who) => {
        const permission = permissionOf(doc, who);
        assert.ok(!permission.publish || permission.sources.length > 0);
      }),
    );
  });

  it('is to speak exactly while they hold a seat that is not muted', () => {
    fc.assert(
      fc.property(room, identity, (doc, who) => {
        const held = doc.seats.find((each) => each.identity === who);
        assert.equal(permissionOf(doc, who).publish, !!held && !held.muted);
      }),
    );
  });
});

describe('what the media server should have', () => {
  it('names everybody who was let in, with a role', () => {
    fc.assert(
      fc.property(room, (doc) => {
        const want = desired(doc, people);
        assert.deepEqual([...want.people.keys()], [...people.keys()]);
        for (const { metadata } of want.people.values())
          assert.match(metadata, /"role":"(host|speaker|listener)"/);
      }),
    );
  });
});

describe('what is written of attributes', () => {
  const attributes = fc.dictionary(fc.constantFrom('name', 'avatar', 'fr', 'cn'), fc.constantFrom('a', 'b'));

  it('turns what a person has into what they should have, and repeats nothing', () => {
    fc.assert(
      fc.property(attributes, attributes, (had, want) => {
        const written = attributeChanges(had, want);
        const kept = Object.entries({ ...had, ...written }).filter(([, text]) => text !== '');
        assert.deepEqual(Object.fromEntries(kept), { ...want });
        for (const [key, text] of Object.entries(written)) assert.notEqual(text, had[key] ?? '');
      }),
    );
  });
});
