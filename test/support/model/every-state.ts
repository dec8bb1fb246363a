import assert from 'node:assert/strict';
import fc from 'fast-check';
import { relinkDelays } from '../../../src/protocol/constants.ts';
import { happeningsOf } from './any-order.ts';
import { bounded } from './replay.ts';
import { begin, end, names, step, toldBy, type Made } from './happenings.ts';

type Readable = { get(): unknown };
const isView = (value: unknown): value is Readable =>
  typeof value === 'object' && value !== null && !(value instanceof Map) && 'get' in value;

/** Every signal that a part of a session shows, whatever they are called. */
const shown = (part: object) =>
  Object.entries(part).flatMap(([name, value]) => (isView(value) ? [[name, value.get()]] : []));

const plain = (_: string, value: unknown) => {
  if (value instanceof Error) return (value as Error & { code?: string }).code ?? value.name;
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
  return value;
};

/**
 * All that decides what a session will do, whatever brought it there: equal fingerprints, equal futures.
 *
 * - Everything that it shows: all its signals, and what was told as far as the rules go by it.
 * - What it waits for: each timer with what it does and how long it has to go, and who listens to the media server,
 *   to the page and to gestures. A session has no other way to be woken, and what it keeps to itself (the outage and
 *   its window, the way back, the grace of who is missed) lives from such a wait to the next. Of those that do the
 *   same at the same time one counts: all but one are stale, or do again what is done.
 * - How many tries it has made, because the next pause goes by it; no more than there are pauses.
 * - The world: what the engine and the media server answer.
 *
 * Left out is what only counts on: the clock, `rev` (each answer has the newest), the numbers of a report. That nothing
 * else is left out is tried by `compareDrawn`.
 */
function fingerprint(made: Made): string {
  const { room, edge, engine } = made;
  const { connection, media, audio, participants, seats } = room;
  return JSON.stringify(
    [
      [room, connection, media, audio, participants, seats].map(shown),
      toldBy(made),
      [...new Set(edge.clock.due().map(String))],
      [edge.link.listener !== undefined, edge.returns.size, edge.gestures.size],
      connection.state.get() === 'reconnecting' && Math.min(made.tries(), relinkDelays.length),
      [engine, edge.link.all, edge.seats],
    ],
    plain,
  );
}

type Way = readonly string[];

async function reach(way: Way): Promise<string> {
  const made = await begin();
  for (const name of way) await step(made, name);
  const print = fingerprint(made);
  await end(made, way);
  return print;
}

/**
 * Lets everything happen in every state, breadth first, until no state is new. Of the ways that lead to one state, only
 * the first and shortest is gone on with: so all sequences are played, of any length.
 *
 * @returns pairs of ways to the same state
 */
export async function explore(): Promise<readonly (readonly [Way, Way])[]> {
  const known = new Map<string, Way>([[await reach([]), []]]);
  const alike: (readonly [Way, Way])[] = [];
  let latest: readonly Way[] = [[]];
  while (latest.length) {
    const next: Way[] = [];
    for (const way of latest.flatMap((before) => names.map((name) => [...before, name]))) {
      const print = await reach(way);
      const other = known.get(print);
      if (other) alike.push([way, other]);
      else next.push(way);
      known.set(print, other ?? way);
    }
    latest = next;
  }
  return alike;
}

/** Goes on from both of some pairs of ways by the same, drawn: what was taken for one state must remain one. */
export const compareDrawn = (alike: readonly (readonly [Way, Way])[], pairs: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...alike), happeningsOf(4), async ([one, other], on) => {
      const message = `not one state: ${one.join(', ')} / ${other.join(', ')}; then ${on.join(', ')}`;
      assert.equal(await reach([...one, ...on]), await reach([...other, ...on]), message);
    }),
    { ...bounded, numRuns: pairs },
  );
