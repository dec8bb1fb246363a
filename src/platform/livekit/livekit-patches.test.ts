import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Room } from 'livekit-client';
import { patchConnect } from './livekit-patches.ts';

/** As livekit-client 2.23.0 comes back, as far as it matters here. */
async function comeBack(after: 'connected' | 'reconnecting'): Promise<string[]> {
  const told: string[] = [];
  const room = {
    state: 'reconnecting',
    engine: {
      async attemptReconnect() {
        if (after === 'connected') told.push('Reconnected');
        await undefined; // a track arrives, and is kept
        room.state = after;
      },
    },
    maybeCreateEngine() {},
    emitBufferedEvents: () => void told.push('TrackSubscribed'),
  };
  patchConnect(room as unknown as Room);
  await room.engine.attemptReconnect();
  return told;
}

describe('somebody whose track arrived after livekit-client had said that it was back', () => {
  it('is heard', async () => {
    assert.deepEqual(await comeBack('connected'), ['Reconnected', 'TrackSubscribed']);
  });

  it('is not told before it is back', async () => {
    assert.deepEqual(await comeBack('reconnecting'), []);
  });
});
