import type { Operation } from './policy.ts';

/** A rate limit: at most `points` requests in `seconds`. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** The engine's default limits. The development app multiplies the points. */
export const limits = {
  /** Mints of one identity. */
  mint: { points: 20, seconds: 60 },
  /** Mints of one network address, before the identity is proven. */
  mintAddress: { points: 600, seconds: 60 },
  /** Wrong keys and tokens of one network address. */
  wrongKey: { points: 20, seconds: 60 },
  /** One person's calls. */
  callStarts: { points: 6, seconds: 60 },
  /** One participant's operations on their own seat. */
  seats: { points: 10, seconds: 2 },
  /** One participant's requests to speak, or for the stage. */
  requests: { points: 1, seconds: 5 },
  /** One participant's chat and app messages. */
  messages: { points: 10, seconds: 2 },
  /** One person's frames, on all sockets. */
  signalFrames: { points: 40, seconds: 2 },
  /** All other changes by one participant. */
  changes: { points: 20, seconds: 1 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

const counted: { readonly [O in Operation]?: LimitName } = {
  takeSeat: 'seats',
  leaveSeat: 'seats',
  moveSeat: 'seats',
  requestToSpeak: 'requests',
  requestStage: 'requests',
  sendChat: 'messages',
  sendData: 'messages',
};

/** The limit that counts an operation. */
export const limitOf = (operation: Operation): LimitName => counted[operation] ?? 'changes';
