import assert from 'node:assert/strict';
import { sentenceOf, type ActName, type Happening } from './act.ts';
import { keyOf, type Room } from './room.ts';
import { next } from './sequential.ts';

/** Steps after which a window counts as not to be explained; an honest one takes two thousand at most. */
const patience = 50_000;

/** The furthest that any order came, for whoever has to find out why. */
interface Furthest {
  room: Room;
  left: readonly Happening[];
}

/** Acts that do nothing now, and something after one of these to the same person. */
const stirred: { readonly [A in ActName]?: readonly ActName[] } = {
  lockComments: ['unlockComments'],
  unlockComments: ['lockComments'],
  ban: ['unban'],
  unban: ['ban'],
  mint: ['kick', 'ban'],
  forceMute: ['forceMute', 'mute', 'unmute'],
};

/** Whether one that does nothing now does nothing at any other time either, as far as these are on their way. */
function isIdle({ act, told }: Happening, others: readonly Happening[]): boolean {
  const by = stirred[act.does];
  if (!by || told?.startsWith('!')) return true;
  const whom = act.target ?? act.who;
  return !others.some(({ act: { does, target = whom } }) => by.includes(does) && target === whom);
}

/** Wing and Gong's search: each order of acts that explains all answers, as the room that it ends with. */
function* orders(start: Room, all: readonly Happening[], furthest: Furthest): Generator<Room> {
  const seen = new Set<string>();
  let steps = 0;
  function* go(room: Room, left: readonly Happening[]): Generator<Room> {
    if (left.length < furthest.left.length) Object.assign(furthest, { room, left });
    if (!left.length) return void (yield room);
    // Nobody can be before one who was answered before they asked.
    const first = Math.min(...left.map(({ to }) => to));
    const possible = left.filter(({ from }) => from < first);
    const branches: { after: Room; rest: readonly Happening[] }[] = [];
    for (const each of possible) {
      if (++steps > patience) return;
      const rest = left.filter((other) => other !== each);
      const { after, told } = next(room, each);
      if (each.told === null) branches.push({ after: room, rest });
      else if (told !== each.told) continue;
      // No order is lost by taking it at once.
      if (after === room && told === each.told && isIdle(each, rest)) return void (yield* go(room, rest));
      branches.push({ after, rest });
    }
    for (const { after, rest } of branches) {
      const key = `${rest.map(({ from }) => from).join()} ${keyOf(after)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield* go(after, rest);
    }
  }
  yield* go(start, all);
}

/** Of each list so many lines are shown. */
const shown = 12;

function unexplained({ room, left }: Furthest, all: readonly Happening[]): string {
  const lines = (those: readonly Happening[], more: (each: Happening) => string) =>
    those.slice(0, shown).map((each) => `  ${sentenceOf(each)}${more(each)}\n`);
  const expected = lines(left, (each) => `\n    next it would be ${next(room, each).told}`);
  const before = lines(all.filter((each) => !left.includes(each)).slice(-shown), () => '');
  return `No order of commits explains\n${expected.join('')}after\n${before.join('')}in ${keyOf(room)}`;
}

/** Windows whose other ends may still be tried: what one leaves open the next one shows. */
const remembered = 2;

/** Explains window after window; where an end turns out to lead nowhere, another one of before is tried. */
export class Explained {
  readonly #ends: { window: readonly Happening[]; rooms: Generator<Room>; furthest: Furthest }[] = [];
  #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** As it is after everything so far. */
  get room(): Room {
    return this.#room;
  }

  /** @throws {Error} with the window, where no order explains it */
  add(happenings: readonly Happening[]): void {
    const window = [...happenings].sort((a, b) => a.to - b.to);
    this.#open(window);
    const again: (readonly Happening[])[] = [];
    const first = this.#ends.at(-1)!.furthest;
    for (;;) {
      const last = this.#ends.at(-1)!;
      const end = last.rooms.next();
      if (!end.done) {
        this.#room = end.value;
        const waiting = again.pop();
        if (!waiting) break;
        this.#open(waiting);
        continue;
      }
      this.#ends.pop();
      again.push(last.window);
      if (!this.#ends.length) assert.fail(unexplained(first, window));
    }
    this.#ends.splice(0, this.#ends.length - remembered);
  }

  #open(window: readonly Happening[]): void {
    const furthest = { room: this.#room, left: window };
    this.#ends.push({ window, rooms: orders(this.#room, window, furthest), furthest });
  }
}
