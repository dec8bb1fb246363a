import fc from 'fast-check';
import { chance, weighted } from '../weighted.ts';
import type { Act, ActName } from './act.ts';
import { host } from './room.ts';

/** What the line does to the call of an act; `kept` is sent again much later. */
const lines = { whole: 66, lost: 8, twice: 6, kept: 20 };

/** What becomes of an act on its way. */
export interface Luck {
  readonly line: keyof typeof lines;
  /** The call that was kept is sent again before this one. */
  readonly repeats: boolean;
  /** The act is not tried again where no answer came. */
  readonly givesUp: boolean;
}

const luck = fc.record<Luck>({ line: weighted(lines), repeats: chance(20), givesUp: chance(50) });

/** An act as it is drawn: it names nothing that an earlier act has made, so that a shrink can leave that one out. */
export interface Choice extends Omit<Act, 'id'> {
  /** Which thing that is there by then: the newest is 0. */
  readonly nth?: number;
  /** A thing of anybody, and not only of the person who acts. */
  readonly stray?: boolean;
  /** A message that was sent before. */
  readonly again?: boolean;
  readonly luck: Luck;
}

/** What ends a window: everybody reads, after which time may pass. */
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

/** Now and then one that is not there. */
const seat = fc.nat(8);
const nth = fc.nat(7);
const mine = { nth, stray: chance(10) };

/** How often each is drawn, and with what. */
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
 * An act of any of so many people; those who may not try what is for moderators, too. Acts in `without` are not done.
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
      // A host who is gone leaves a room that nobody owns.
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
