import type { Operation } from './policy.ts';

/** How often something may be done: `points` in `seconds`. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** Starting limits of the engine; the development app multiplies the points. */
export const limits = {
  /** Mints of one identity. */
  mint: { points: 20, seconds: 60 },
  /** Mints of one address, before anybody is proven. */
  mintAddress: { points: 600, seconds: 60 },
  /** Wrong keys and tokens of one address. */
  wrongKey: { points: 20, seconds: 60 },
  /** Seat operations of one person, for themselves. */
  seats: { points: 10, seconds: 2 },
  /** Requests to speak of one person. */
  requests: { points: 1, seconds: 5 },
  /** Chat and app messages of one person. */
  messages: { points: 10, seconds: 2 },
  /** Everything else that one person changes. */
  changes: { points: 20, seconds: 1 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

const counted: { readonly [O in Operation]?: LimitName } = {
  takeSeat: 'seats',
  leaveSeat: 'seats',
  moveSeat: 'seats',
  requestToSpeak: 'requests',
  sendChat: 'messages',
  sendData: 'messages',
};

/** What an operation is counted as. */
export const limitOf = (operation: Operation): LimitName => counted[operation] ?? 'changes';
