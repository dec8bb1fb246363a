import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timings, type Timing } from '../support/abort-names.ts';
import { abortAll, pointsOf } from '../support/aborts.ts';
import type { Defect } from '../support/altered.ts';
import { journey } from '../support/journey.ts';

/** A defect, and the await point at which leaving shows it. */
const defects: readonly [what: string, Defect, point: string, timing: Timing, wrong: RegExp][] = [
  [
    'a connection that nobody closes',
    {
      file: 'session/connection/media-connection.ts',
      from: 'connection.onEnd(() => scope.transport!.disconnect());',
      // One more, because the engine, which is told of the leaving, ends the other from its side.
      to: 'new RTCPeerConnection();',
    },
    'audio-room/seats.ts: this.#at',
    'waits',
    /[12] peer connections/,
  ],
  [
    'a device that nobody gives back',
    {
      file: 'platform/capture/capture.ts',
      from: '.open(lifetime.signal)\n      .then((captured) => lifetime.own(captured, (each) => each.stop()))',
      to: '.open(new AbortController().signal)',
    },
    'platform/capture/capture.ts: lifetime.waitFor(opening)',
    'is over',
    /1 open devices/,
  ],
  [
    'a timer of livekit-client that goes on',
    { file: 'platform/livekit/livekit-patches.ts', from: 'engine?.cleanupLossyDataStats();', to: '' },
    'platform/livekit/livekit-transport.ts: Promise.race',
    'waits',
    /a timer of LossyDataChannel/,
  ],
  [
    'a join that ends with another error than the leaving',
    {
      file: 'session/connection/connection.ts',
      from: 'session.signal.throwIfAborted();\n      this.#move',
      to: 'this.#move',
    },
    'session/connection/connection.ts: this.#media.connectFirst',
    'is over',
    /ended with connect_failed/,
  ],
  [
    'something that is told after the end',
    {
      file: 'session/connection/connection.ts',
      from: 'Promise.all([closed, notified]).then(() => {})',
      to: "Promise.all([closed, notified]).then(() => void setTimeout(() => this.#scope.emit('error', new UTDStreamError('busy', 'go on'))))",
    },
    'audio-room/seats.ts: this.#at',
    'waits',
    /told error/,
  ],
];

describe('Leaving at any await point of our own code, on the way to a seat', () => {
  const house = journey();
  let passed: Promise<string[]> | undefined;
  const points = () => (passed ??= pointsOf(house, 'come'));

  it('leaves nothing alive a second later', async () => {
    const all = await points();
    assert(all.length > 40, `only ${all.length} await points were passed`);
    // Each with one of the three timings here; test/long has them all, and the other ways to end it.
    const aborts = all.map((point, index) => ({
      journey: 'come' as const,
      way: 'leave' as const,
      point,
      timing: timings[index % 3]!,
    }));
    assert.deepEqual(await abortAll(house, aborts), []);
  });

  for (const [what, defect, start, timing, wrong] of defects)
    it(`is checked by what would find ${what}`, async () => {
      const point = (await points()).find((each) => each.startsWith(start));
      assert(point, `no await point begins with ${start}`);
      const found = await abortAll(house, [{ journey: 'come', way: 'leave', point, timing }], defect);
      assert.match(found.join('\n'), wrong);
    });
});
