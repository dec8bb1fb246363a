import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Room, version } from 'livekit-client';
import { patchConnect, patchedVersion } from './livekit-patches.ts';

/** A reconnect of livekit-client, as far as the patches take part in it. */
async function comeBack(after: 'connected' | 'reconnecting'): Promise<string[]> {
  const told: string[] = [];
  const room = {
    state: 'reconnecting',
    engine: {
      async attemptReconnect() {
        if (after === 'connected') told.push('Reconnected');
        await undefined; // a track arrives, and its event is buffered
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

describe('The version of livekit-client', () => {
  const otherVersion =
    'Compare the private members of that version with src/platform/livekit/livekit-patches.ts, run `npm run test:journey -- --only livekit-leftovers` and `npm run test:long`, then change patchedVersion.';

  it('that is installed is the one that the patches were written for', () => {
    assert.equal(version, patchedVersion, `livekit-client ${version} is installed. ${otherVersion}`);
  });

  it('is pinned exactly in package.json', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const asked = dependencies['livekit-client'];
    assert.equal(asked, patchedVersion, `package.json asks for livekit-client ${asked}. ${otherVersion}`);
  });

  it('has the private members that the patches replace or call', () => {
    const room = new Room() as unknown as Record<string, unknown> & { maybeCreateEngine(): void };
    room.maybeCreateEngine();
    const engine = room['engine'] as Record<string, unknown>;
    const missing = (of: Record<string, unknown>, ...names: string[]) =>
      names.filter((name) => typeof of[name] !== 'function');
    assert.deepEqual(
      [
        ...missing(room, 'emitBufferedEvents'),
        ...missing(
          engine,
          'attemptReconnect',
          'cleanupLossyDataStats',
          'cleanupPeerConnections',
          'waitForPCReconnected',
        ),
      ],
      [],
    );
  });
});
