import type { Trouble } from '../../model/shapes.ts';

/** What is read of `RTCStats`; a browser may know less. */
interface Stat {
  readonly type: string;
  readonly qualityLimitationReason?: string;
  readonly fractionLost?: number;
  readonly currentRoundTripTime?: number;
}

/** Of packets; concealment of a speech codec begins to be heard near it. */
const lossy = 0.03;
/** Seconds there and back: ITU-T G.114 calls 150 ms one way good enough for talking. */
const slow = 0.3;

/** What a stat says is wrong; the gravest first. */
const signs: readonly (readonly [Trouble, (stat: Stat) => boolean])[] = [
  ['loss', ({ fractionLost = 0 }) => fractionLost > lossy],
  ['delay', ({ currentRoundTripTime = 0 }) => currentRoundTripTime > slow],
  ['bandwidth', ({ qualityLimitationReason }) => qualityLimitationReason === 'bandwidth'],
  ['cpu', ({ qualityLimitationReason }) => qualityLimitationReason === 'cpu'],
];

/** Why a connection is poor, as far as its statistics tell. */
export const troubleOf = (stats: readonly Stat[]): Trouble | null =>
  signs.find(([, shows]) => stats.some(shows))?.[0] ?? null;
