import { describe, it } from 'node:test';
import fc from 'fast-check';
import { server } from '../support/engine/databases.ts';
import { finds } from '../support/model/history/canary.ts';
import { explained, explainedOnPostgres } from '../support/model/history/in-process.ts';
import { bounded } from '../support/model/replay.ts';

// test/long/history.test.ts plays for longer, and test/soak/history.test.ts without end and with every defect.
describe('A room in which everybody does everything at once', () => {
  it('1,500 times, with answers that are lost, is explained by one order of commits', () =>
    fc.assert(explained(1_500), { ...bounded, numRuns: 1 }));

  if (server)
    it('150 times on Postgres is explained by one order of commits', () =>
      fc.assert(explainedOnPostgres(150), { ...bounded, numRuns: 1 }));

  it('is not, where a commit is lost', () => finds('a commit is lost'));
});
