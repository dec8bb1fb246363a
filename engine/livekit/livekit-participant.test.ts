import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ParticipantInfo, TrackInfo, TrackSource, TrackType } from '@livekit/protocol';
import fc from 'fast-check';
import type { Source } from '../model/product.ts';
import { livekitParticipant, permissionMessage } from './livekit-participant.ts';

const sources: readonly Source[] = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];

describe('what LiveKit is told of a permission', () => {
  it('is never "may publish" without naming the sources', () => {
    fc.assert(
      fc.property(fc.subarray([...sources]), (permission) => {
        const { canPublish, canPublishSources } = permissionMessage({ permission, hidden: false });
        assert.equal(canPublish, permission.length > 0);
        assert.equal(canPublishSources.length, permission.length);
      }),
    );
  });

  it('names every field, because what is left out counts as given', () => {
    for (const permission of [[], ['microphone']] as const) {
      const {
        canPublish: _,
        canPublishSources: __,
        ...rest
      } = permissionMessage({ permission, hidden: false });
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

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.subarray([...sources]), fc.boolean(), (permission, hidden) => {
        const info = new ParticipantInfo({ permission: permissionMessage({ permission, hidden }) });
        const { permission: has, hidden: isHidden } = livekitParticipant(info);
        assert.deepEqual([has, isHidden], [permission, hidden]);
      }),
    );
  });
});

describe('a permission that the engine never gives', () => {
  const given = permissionMessage({ permission: ['microphone'], hidden: false });
  for (const [what, more] of [
    ['data', { canPublishData: true }],
    ['metadata of their own', { canUpdateMetadata: true }],
    ['every source', { canPublishSources: [] }],
    ['an unknown source', { canPublishSources: [TrackSource.UNKNOWN] }],
  ] as const)
    it(`is known by ${what}`, () => {
      const info = new ParticipantInfo({ permission: { ...given, ...more } as typeof given });
      assert.equal(livekitParticipant(info).permission, undefined);
    });
});

describe('a published track', () => {
  const publishing = (source: TrackSource, type: TrackType) =>
    livekitParticipant(new ParticipantInfo({ tracks: [new TrackInfo({ source, type })] })).publishing;

  it('is called by its source', () => {
    assert.deepEqual(publishing(TrackSource.MICROPHONE, TrackType.AUDIO), ['microphone']);
    assert.deepEqual(publishing(TrackSource.CAMERA, TrackType.VIDEO), ['camera']);
  });

  it('that is a picture and calls itself a microphone is foreign', () => {
    assert.deepEqual(publishing(TrackSource.MICROPHONE, TrackType.VIDEO), ['foreign']);
    assert.deepEqual(publishing(TrackSource.UNKNOWN, TrackType.AUDIO), ['foreign']);
  });
});
