import fc from 'fast-check';
import { begin, end, names, step } from './happenings.ts';
import { seed } from './seed.ts';

export async function play(sequence: readonly string[]): Promise<void> {
  const made = await begin();
  for (const name of sequence) await step(made, name);
  await end(made, sequence);
}

/** So many of all that can happen, in any order. */
export const happeningsOf = (most: number, least = 1): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...names), { minLength: least, maxLength: most, size: 'max' });

/** Plays so many sequences of ten, drawn. */
export const playDrawn = (runs: number, from = seed): Promise<void> =>
  fc.assert(fc.asyncProperty(happeningsOf(10, 10), play), { numRuns: runs, seed: from });
