import fc from 'fast-check';
import { chance, weighted } from '../weighted.ts';
import type { Act, ActName } from './act.ts';
import { host } from './room.ts';

/** The weights of the faults of a connection. A `kept` call is sent again much later. */
const lines = { whole: 66, lost: 8, twice: 6, kept: 20 };

/** The faults that an act meets between client and engine. */
export interface Luck {
  readonly line: keyof typeof lines;
  /** The kept call is sent again before the call of this act. */
  readonly repeats: boolean;
  /** The client does not repeat the act where the answer was lost. */
  readonly givesUp: boolean;
}

const luck = fc.record<Luck>({ line: weighted(lines), repeats: chance(20), givesUp: chance(50) });

/** A drawn act. A choice names nothing that an earlier act made, so that a shrink can leave out the earlier act. */
export interface Choice extends Omit<Act, 'id'> {
  /** The place of the act's object among the objects of the moment: the newest is 0. */
  readonly nth?: number;
  /** The object may be another person's. */
  readonly stray?: boolean;
  /** The message has the id of an earlier message. */
  readonly again?: boolean;
  readonly luck: Luck;
}

/** The end of a window: all clients read the room, and time may pass before the next window. */
export type End = 'all read' | 'time passes';

export const isModerator = (who: string): boolean => who === host || who.startsWith('admin');

/** The host, three admins and others. */
export const namesOf = (people: number): string[] => [
  host,
  ...Array.from({ length: people - 1 }, (_, at) => (at < 3 ? `admin${at}` : `p${at}`)),
];

type Row = readonly [ActName, weight: number, Readonly<Record<string, fc.Arbitrary<unknown>>>];

const maybe = <T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary });

/** Seat numbers reach beyond the last seat, so that refusals are tried too. */
const seat = fc.nat(8);
const nth = fc.nat(7);
const mine = { nth, stray: chance(10) };

/** The weight and the parameters of each act. */
const ofAll = (target: fc.Arbitrary<string>): readonly Row[] => [
  ['take', 140, { seat }],
  ['leave', 50, {}],
  ['move', 30, { seat, target: maybe(50, target) }],
  ['request', 80, {}],
  ['cancel', 20, {}],
  ['accept', 60, mine],
  ['decline', 20, mine],
  ['say', 80, { again: chance(20), nth: fc.nat(2) }],
  ['unsay', 20, { nth }],
  ['read', 40, {}],
  ['readChat', 10, {}],
  ['mint', 60, {}],
  ['quit', 7, {}],
];

const ofModerators = (target: fc.Arbitrary<string>): readonly Row[] => [
  ['kickSeat', 40, { seat }],
  ['lock', 40, { seat }],
  ['unlock', 50, { seat }],
  ['mute', 30, { seat }],
  ['unmute', 30, { seat }],
  ['swap', 40, { seat, other: seat }],
  ['setup', 15, { seat: fc.integer({ min: 6, max: 8 }), mode: weighted({ request: 60, free: 40 }) }],
  ['approve', 90, { nth, seat: maybe(30, seat) }],
  ['reject', 30, { nth }],
  ['invite', 90, { target, seat: maybe(50, seat) }],
  ['forceMute', 40, { target, muted: fc.boolean() }],
  ['kick', 15, { target }],
  ['ban', 15, { target, lasts: maybe(50, fc.constant(40)) }],
  ['unban', 40, { target, nth: fc.nat(2) }],
  ['lockComments', 10, {}],
  ['unlockComments', 20, {}],
  ['changeRole', 50, { target, role: fc.constantFrom('admin', 'speaker', 'listener') }],
  ['readBans', 10, {}],
];

/**
 * An act of one of `people` participants. Listeners try the acts of moderators too, so that refusals are checked.
 *
 * @param without acts that become a read
 */
export function choiceOf(people: number, without: readonly ActName[] = []): fc.Arbitrary<Choice> {
  const names = namesOf(people);
  const target = fc.constantFrom(...names);
  const rowsOf = (rows: readonly Row[], who: fc.Arbitrary<string>) =>
    fc.oneof(
      ...rows.map(([does, weight, more]) => ({
        weight,
        arbitrary: fc.record({
          does: fc.constant(does),
          who,
          ...more,
          luck,
        }) as fc.Arbitrary<Choice>,
      })),
    );
  const actsOf = (who: readonly string[], moderates: number) =>
    fc.oneof(
      { weight: 100 - moderates, arbitrary: rowsOf(ofAll(target), fc.constantFrom(...who)) },
      { weight: moderates, arbitrary: rowsOf(ofModerators(target), fc.constantFrom(...who)) },
    );
  const moderators = names.filter(isModerator);
  const others = names.filter((who) => !isModerator(who));
  return fc
    .oneof(
      { weight: moderators.length, arbitrary: actsOf(moderators, 70) },
      { weight: others.length, arbitrary: actsOf(others, 12) },
    )
    .map((choice) => {
      // The host stays, because a room without an owner takes no act of an owner.
      const not = without.includes(choice.does) || (choice.does === 'quit' && choice.who === host);
      return not ? { ...choice, does: 'read' } : choice;
    });
}

/** An act, or the end of a window. */
export const choiceOrEnd = (people: number): fc.Arbitrary<Choice | End> =>
  fc.oneof(
    { weight: 128, arbitrary: choiceOf(people) },
    { weight: 2, arbitrary: fc.constantFrom('all read', 'time passes') },
  );
