import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reconnectPolicy } from './livekit-transport.ts';

/** The times of livekit-client's retries, in milliseconds after the loss of a dead server. */
function tries(): number[] {
  const at: number[] = [];
  for (let elapsedMs = 0, retryCount = 0; ; retryCount++) {
    const pause = reconnectPolicy.nextRetryDelayInMs({ elapsedMs, retryCount });
    if (pause === null) return at;
    at.push((elapsedMs += pause));
  }
}

describe('The retries of livekit-client', () => {
  it('find a server within a second of its return', () => {
    for (let run = 0; run < 100; run++) {
      const at = tries();
      assert(at[0]! < 300 && at[1]! < 600, String(at.slice(0, 2)));
      at.slice(1).forEach((time, index) => assert(time - at[index]! <= 1_000, String(time)));
    }
  });

  it('come about once a second at most, and end when a session’s own way back begins', () => {
    for (let run = 0; run < 100; run++) {
      const at = tries();
      at.slice(2).forEach((time, index) => assert(time - at[index + 1]! >= 750, String(time)));
      assert(at.at(-1)! > 30_000 && at.at(-1)! <= 31_000, String(at.at(-1)));
    }
  });

  it('spread those who were lost together', () => {
    const first = new Set(Array.from({ length: 100 }, () => Math.round(tries()[0]!)));
    assert(first.size > 20, String(first.size));
  });
});
