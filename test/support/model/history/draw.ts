import type { Act, ActName } from './act.ts';
import { host } from './room.ts';

/** What people know of each other's things, newest last. */
export interface Known {
  readonly people: readonly string[];
  readonly requests: string[];
  readonly invitations: { readonly id: string; readonly to: string }[];
  readonly banned: string[];
  readonly lines: string[];
  /** Ids of messages that were sent, each by its sender. */
  readonly sent: { readonly id: string; readonly who: string }[];
}

export interface Dice {
  next(): number;
  of<T>(all: readonly T[]): T;
  below(count: number): number;
}

export const diceOf = (next: () => number): Dice => ({
  next,
  below: (count) => Math.floor(next() * count),
  of: (all) => all[Math.floor(next() * all.length)]!,
});

type Draw = (dice: Dice, who: string, known: Known) => Omit<Act, 'does' | 'who'>;

/** Now and then one that is not there. */
const seat = (dice: Dice) => ({ seat: dice.below(9) });
const maybe = (dice: Dice) => (dice.next() < 0.5 ? seat(dice) : {});
const target = (dice: Dice, _: string, { people }: Known) => ({ target: dice.of(people) });
const recent = <T>(dice: Dice, all: readonly T[]): T | undefined => dice.of(all.slice(-8));
const ofBanned = (dice: Dice, _: string, { banned, people }: Known) => ({
  target: dice.of(banned.slice(-3)) ?? dice.of(people),
});
const ofRequest = (dice: Dice, known: Known) => ({ id: recent(dice, known.requests) ?? 'none' });
const mine: Draw = (dice, who, { invitations }) => {
  const toMe = invitations.filter(({ to }) => to === who);
  return { id: recent(dice, dice.next() < 0.9 ? toMe : invitations)?.id ?? 'none' };
};
const nothing: Draw = () => ({});

/** How often each is drawn, and with what. */
const table: readonly (readonly [ActName, number, Draw])[] = [
  ['take', 14, seat],
  ['leave', 5, nothing],
  ['move', 3, (dice, ...rest) => ({ ...seat(dice), ...(dice.next() < 0.5 && target(dice, ...rest)) })],
  ['request', 8, nothing],
  ['cancel', 2, nothing],
  ['accept', 6, mine],
  ['decline', 2, mine],
  [
    'say',
    8,
    (dice, who, { sent }) => {
      // Sent again, as by somebody who heard no answer: it is the same message.
      const before = sent.filter((each) => each.who === who).slice(-3);
      if (before.length && dice.next() < 0.2) return { id: dice.of(before).id };
      return { id: `message-${dice.next().toString(36).slice(2).padEnd(12, '0')}` };
    },
  ],
  ['unsay', 2, (dice, _, { lines }) => ({ id: recent(dice, lines) ?? 'none' })],
  ['read', 4, nothing],
  ['readChat', 1, nothing],
  ['mint', 6, nothing],
  ['quit', 0.7, nothing],
];

const ofModerators: typeof table = [
  ['kickSeat', 4, seat],
  ['lock', 4, seat],
  ['unlock', 5, seat],
  ['mute', 3, seat],
  ['unmute', 3, seat],
  ['swap', 4, (dice) => ({ ...seat(dice), other: dice.below(9) })],
  ['setup', 1.5, (dice) => ({ seat: 6 + dice.below(3), mode: dice.next() < 0.4 ? 'free' : 'request' })],
  ['approve', 9, (dice, _, known) => ({ ...ofRequest(dice, known), ...(dice.next() < 0.3 && seat(dice)) })],
  ['reject', 3, (dice, _, known) => ofRequest(dice, known)],
  ['invite', 9, (dice, ...rest) => ({ ...target(dice, ...rest), ...maybe(dice) })],
  ['forceMute', 4, (dice, ...rest) => ({ ...target(dice, ...rest), muted: dice.next() < 0.5 })],
  ['kick', 1.5, target],
  ['ban', 1.5, (dice, ...rest) => ({ ...target(dice, ...rest), ...(dice.next() < 0.5 && { lasts: 40 }) })],
  ['unban', 4, ofBanned],
  ['lockComments', 1, nothing],
  ['unlockComments', 2, nothing],
  [
    'changeRole',
    5,
    (dice, ...rest) => ({ ...target(dice, ...rest), role: dice.of(['admin', 'speaker', 'listener']) }),
  ],
  ['readBans', 1, nothing],
];

function pick(dice: Dice, from: typeof table) {
  let at = dice.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
  return from.find(([, weight]) => (at -= weight) < 0) ?? from[0]!;
}

/** The next act of somebody; those who may not try what is for moderators, too. */
export function draw(dice: Dice, who: string, known: Known, without: readonly ActName[] = []): Act {
  const moderator = who === host || who.startsWith('admin');
  const from = dice.next() < (moderator ? 0.7 : 0.12) ? ofModerators : table;
  const [does, , more] = pick(dice, from);
  // A host who is gone leaves a room that nobody owns.
  if (without.includes(does) || (does === 'quit' && who === host)) return { does: 'read', who };
  return { does, who, ...more(dice, who, known) };
}
