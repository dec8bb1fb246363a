import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { missingFeatures, olderRoom, useRoom } from '../support/journey/missing-features.ts';
import { inRoom } from '../support/journey/room-page.ts';

describe('A browser', () => {
  const house = journey();

  // test/long/older-browsers.test.ts takes them away one by one.
  it('without any of the features that came since 2023 joins, speaks and writes', async () => {
    const scripts = Object.values(missingFeatures).map((each) => `{${each}}`);
    await useRoom(await house.open(olderRoom(scripts.join('\n'), 'older-all')));
  });

  it('without WebRTC is told so, and nothing of the network', async () => {
    const page = await house.open(olderRoom('delete window.RTCPeerConnection;', 'older-webrtc'));
    await page.locator('utd-audio-room[data-ended="failed"]').waitFor();
    const message = await inRoom(page, ({ session }) => {
      const { error } = session.connection.ended.get()!;
      return `${error!.code}: ${error!.message}`;
    });
    assert.match(message, /^unsupported: .*this browser has no WebRTC.*use a current browser/);
  });
});
