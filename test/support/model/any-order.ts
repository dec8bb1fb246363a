import fc from 'fast-check';
import { exactly } from './exactly.ts';
import { begin, end, names, step } from './happenings.ts';

export async function play(sequence: readonly string[]): Promise<void> {
  const made = await begin();
  for (const name of sequence) await step(made, name);
  await end(made, sequence);
}

/** So many of all that can happen, in any order. */
export const happeningsOf = (most: number): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: most, size: 'max' });

/** A session is told its end once and last, after ten of all that can happen. */
export const endsOnce = fc.asyncProperty(exactly(10, fc.constantFrom(...names)), play);
