import assert, { AssertionError } from 'node:assert/strict';
import fc from 'fast-check';
import { seeded } from '../replay.ts';
import { defects, storeWith } from './defects.ts';
import { explained } from './in-process.ts';

/** So many acts are played with a defect, until the check tells of it. */
const all = 20_000;

async function told(
  what: string,
  acts: number,
  parameters: { endOnFailure?: boolean; interruptAfterTimeLimit?: number },
) {
  const wrong = explained(acts, () => storeWith(defects[what]!));
  const details = await fc.check(wrong, { ...seeded, ...parameters, numRuns: all / acts });
  assert.ok(details.failed, `${all} acts did not tell that ${what} (SEED=${details.seed})`);
  assert.ok(details.errorInstance instanceof AssertionError, String(details.errorInstance));
  return details;
}

export const finds = async (what: string): Promise<void> =>
  void (await told(what, 1_000, { endOnFailure: true }));

/** A play that tells of the defect is shrunk to so few acts, within so many seconds: each try is a short play. */
export async function shrinks(what: string, most: number, seconds: number): Promise<void> {
  const { counterexample, seed } = await told(what, 200, { interruptAfterTimeLimit: seconds * 1000 });
  const left = counterexample![0].filter((each) => typeof each !== 'string');
  assert.ok(left.length <= most, `${left.length} acts are left, where ${what} (SEED=${seed})`);
}
