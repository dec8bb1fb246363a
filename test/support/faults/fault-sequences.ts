import fc from 'fast-check';
import type { Fault } from './fault.ts';
import { short } from './faults.ts';
import { spoils } from '../journey/survival.ts';

/** After one of the others nothing is as before. */
const lasting = short.filter((fault) => !spoils(fault));

const sequence = fc
  .tuple(fc.array(fc.constantFrom(...lasting), { minLength: 1, maxLength: 2 }), fc.constantFrom(...short))
  .map(([before, last]) => [...before, last]);

/** Two or three short faults in a row, so often. They are played at once, so that nothing can be made shorter. */
export const drawSequences = (count: number, seed: number): Fault[][] =>
  fc.sample(sequence, { numRuns: count, seed });
