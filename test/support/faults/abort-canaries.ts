import type { Timing } from './abort-names.ts';
import { abortAll, pointsOf } from './aborts.ts';
import type { Defect } from './altered.ts';
import type { Journey } from '../journey/journey.ts';

/** A defect, the await point at which leaving shows it on the way to a seat, and how the check tells it. */
export interface AbortCanary {
  readonly name: string;
  readonly defect: Defect;
  /** How the point begins. */
  readonly point: string;
  readonly timing: Timing;
  readonly caught: RegExp;
}

const rows: readonly [name: string, Defect, point: string, timing: Timing, caught: RegExp][] = [
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

export const abortCanaries: readonly AbortCanary[] = rows.map(([name, defect, point, timing, caught]) => ({
  name,
  defect,
  point,
  timing,
  caught,
}));

/** The defects that went by unseen, in sentences. */
export async function missedAborts(house: Journey, canaries: readonly AbortCanary[]): Promise<string[]> {
  const points = await pointsOf(house, 'come');
  const missed: string[] = [];
  for (const { name, defect, point: start, timing, caught } of canaries) {
    const point = points.find((each) => each.startsWith(start));
    if (point === undefined) throw new Error(`No await point begins with ${start}.`);
    const found = await abortAll(house, [{ journey: 'come', way: 'leave', point, timing }], defect);
    if (!found.some((each) => caught.test(each)))
      missed.push(`${name}: ${found.join('; ') || 'nothing was wrong'}`);
  }
  return missed;
}
