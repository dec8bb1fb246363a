import assert from 'node:assert/strict';
import fc from 'fast-check';
import { casts } from './cast.ts';
import { shortOf } from './faults.ts';
import { spoils } from '../journey/survival.ts';
import type { OwnJourney } from '../journey/journey.ts';
import { wrongInSequence } from './trials.ts';

const short = shortOf(casts.speaker);
const byName = new Map(short.map((fault) => [fault.name, fault]));
/** After one of the others nothing is as before. */
const lasting = short.filter((fault) => !spoils(fault)).map(({ name }) => name);

const sequence = fc
  .tuple(
    fc.array(fc.constantFrom(...lasting), { minLength: 1, maxLength: 2 }),
    fc.constantFrom(...byName.keys()),
  )
  .map(([before, last]) => [...before, last]);

/** Sequences of two or three short faults, which are played at once. */
const sequences = fc.noBias(fc.array(sequence, { minLength: 6, maxLength: 6 }));

/**
 * A session survives six sequences. Such a play takes a minute and is not shrunk: what is wrong is told with its
 * sequence. A play that the end of the time has cut off ends before its servers do.
 */
export function survivesSequences(house: OwnJourney): fc.IAsyncPropertyWithHooks<[string[][]]> {
  let playing: Promise<unknown> = Promise.resolve();
  return fc
    .asyncProperty(sequences, async (drawn) => {
      const faults = drawn.map((names) => names.map((name) => byName.get(name)!));
      const wrong = wrongInSequence(house, faults, 3);
      playing = wrong.catch(() => {});
      assert.deepEqual(await wrong, []);
    })
    .afterEach(async () => void (await playing));
}
