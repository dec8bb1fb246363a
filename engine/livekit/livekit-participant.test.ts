import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TrackSource } from '@livekit/protocol';
import { permissionOf } from '../room/desired-state.ts';
import { newRoom } from '../room/presence.ts';
import { permissionMessage } from './livekit-participant.ts';

const seat = fc.record({
  identity: fc.option(fc.constantFrom('ada', 'bob')),
  locked: fc.boolean(),
  muted: fc.boolean(),
});
const empty = newRoom({ app: '1', name: 'lobby', epoch: 1, type: 'audio_room', sfu: 'r' });

describe('what LiveKit is told of a permission', () => {
  it('is never "may publish" without naming the source, and never another source than a microphone', () => {
    fc.assert(
      fc.property(fc.array(seat, { maxLength: 8 }), (seats) => {
        const { canPublish, canPublishSources } = permissionMessage(permissionOf({ ...empty, seats }, 'ada'));
        assert.deepEqual(canPublishSources, canPublish ? [TrackSource.MICROPHONE] : []);
      }),
    );
  });

  it('names every field, because what is left out counts as given', () => {
    for (const permission of [{ publish: false }, { publish: true, sources: ['microphone'] }] as const) {
      const { canPublish: _, canPublishSources: __, ...rest } = permissionMessage(permission);
      assert.deepEqual(rest, {
        canSubscribe: true,
        canPublishData: false,
        canUpdateMetadata: false,
        canSubscribeMetrics: false,
        hidden: false,
        recorder: false,
        agent: false,
      });
    }
  });
});
