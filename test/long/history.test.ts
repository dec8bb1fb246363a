import { describe, it } from 'node:test';
import fc from 'fast-check';
import { server } from '../support/engine/databases.ts';
import { finds, shrinks } from '../support/model/history/canary.ts';
import { explained, explainedOnPostgres } from '../support/model/history/in-process.ts';
import { bounded } from '../support/model/replay.ts';

describe('A room in which everybody does everything at once', () => {
  it('5,000 times, with answers that are lost, is explained by one order of commits', () =>
    fc.assert(explained(5_000), { ...bounded, numRuns: 1 }));

  if (server)
    it('2,000 times on Postgres is explained by one order of commits', () =>
      fc.assert(explainedOnPostgres(2_000), { ...bounded, numRuns: 1 }));

  for (const what of ['a lock is not seen', 'a message is written twice'])
    it(`is not, where ${what}`, () => finds(what));

  it('fails by three acts at most, where a ban is not written', () => shrinks('a ban is not written', 3, 60));
});
