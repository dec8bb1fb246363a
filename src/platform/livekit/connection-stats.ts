import type { Trouble } from '../../model/session-state.ts';

/** The fields of `RTCStats` that count here; a browser may lack any of them. */
interface ConnectionStats {
  readonly type: string;
  readonly qualityLimitationReason?: string;
  readonly fractionLost?: number;
  readonly currentRoundTripTime?: number;
}

/** The fraction of lost packets near which the concealment of a speech codec becomes audible. */
const highLoss = 0.03;
/** Seconds of round-trip time: ITU-T G.114 calls 150 ms one way good enough for talking. */
const highRoundTripTime = 0.3;

/** The checks of a single stat, gravest trouble first. */
const checks: readonly (readonly [Trouble, (stat: ConnectionStats) => boolean])[] = [
  ['loss', ({ fractionLost = 0 }) => fractionLost > highLoss],
  ['delay', ({ currentRoundTripTime = 0 }) => currentRoundTripTime > highRoundTripTime],
  ['bandwidth', ({ qualityLimitationReason }) => qualityLimitationReason === 'bandwidth'],
  ['cpu', ({ qualityLimitationReason }) => qualityLimitationReason === 'cpu'],
];

/** The gravest trouble that the stats of a connection show. */
export const connectionTrouble = (stats: readonly ConnectionStats[]): Trouble | null =>
  checks.find(([, shows]) => stats.some(shows))?.[0] ?? null;
