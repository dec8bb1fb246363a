import { sentenceOf, type Happening } from './act.ts';
import { keyOf, type Room } from './room.ts';
import { next } from './sequential.ts';

/** Steps after which a window counts as not to be explained; an honest one takes some hundred. */
const patience = 300_000;

/** The furthest that any order came, for whoever has to find out why. */
interface Furthest {
  room: Room;
  left: readonly Happening[];
}

/** Wing and Gong's search: every order of acts that explains all answers, as the room that it ends with. */
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
      // One that changes nothing and fits now need not wait: no order is lost by it.
      if (after === room && each.told !== null) return void (yield* go(room, rest));
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
      if (!this.#ends.length) throw new Error(unexplained(first, window));
    }
    this.#ends.splice(0, this.#ends.length - remembered);
  }

  #open(window: readonly Happening[]): void {
    const furthest = { room: this.#room, left: window };
    this.#ends.push({ window, rooms: orders(this.#room, window, furthest), furthest });
  }
}

/** Windows whose other ends may still be tried: what one leaves open the next one shows. */
const remembered = 3;
