import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { audioRoom } from '../audio-room/audio-room.ts';
import { audioCall, videoCall } from '../call/call-product.ts';
import { liveStream } from '../live-stream/live-stream.ts';
import { newRoom, type DocSeat, type PersonRow, type RoomDoc, type RoomState } from '../model/room-doc.ts';
import { attributeChanges, desiredParticipant } from './desired-state.ts';

const identity = fc.constantFrom('ada', 'bob', 'eve', 'host');
const seat: fc.Arbitrary<DocSeat> = fc.record({
  identity: fc.option(identity),
  locked: fc.boolean(),
});
const room: fc.Arbitrary<RoomDoc> = fc
  .record({ seats: fc.array(seat, { maxLength: 8 }), owner: fc.option(identity) })
  .map((more) => ({
    ...newRoom({ app: '1', name: 'lobby', epoch: 1, type: 'audio_room', livekitRoom: 'r' }),
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
/** A room in which a moderator has muted some. */
const state: fc.Arbitrary<RoomState> = fc
  .tuple(room, fc.subarray([...people.keys()]))
  .map(([doc, muted]) => ({
    room: doc,
    people: new Map([...people].map(([name, each]) => [name, { ...each, silenced: muted.includes(name) }])),
    absent: new Map(),
  }));
const products = {
  audio_room: audioRoom,
  live_stream: liveStream,
  audio_call: audioCall,
  video_call: videoCall,
};

describe('the permission of a person', () => {
  it('is to send a microphone exactly while they hold a seat and are not muted', () => {
    fc.assert(
      fc.property(state, identity, (some, who) => {
        const seated = some.room.seats.some((each) => each.identity === who);
        const sends = seated && !some.people.get(who)?.silenced;
        assert.deepEqual(audioRoom.permissionOf(some, who), sends ? ['microphone'] : []);
      }),
    );
  });
});

describe('what the media server should have', () => {
  it('of everybody who was let in has a role', () => {
    fc.assert(
      fc.property(state, (some) => {
        for (const each of some.people.values())
          assert.match(desiredParticipant(products, some, each).metadata, /"role":"(host|speaker|listener)"/);
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
