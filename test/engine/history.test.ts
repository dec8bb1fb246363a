import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { server } from '../support/engine/databases.ts';
import { finds } from '../support/model/history/canary.ts';
import { Client, Ticks } from '../support/model/history/client.ts';
import { explained, explainedOnPostgres } from '../support/model/history/in-process.ts';
import { Known } from '../support/model/history/known.ts';
import type { Answer } from '../support/model/history/told.ts';
import { bounded } from '../support/model/replay.ts';

// test/long/history.test.ts plays for longer, and test/soak/history.test.ts without end and with every defect.
describe('A room in which everybody does everything at once', () => {
  it('1,500 times, with answers that are lost, is explained by one order of commits', () =>
    fc.assert(explained(1_500), { ...bounded, numRuns: 1 }));

  if (server)
    it('150 times on Postgres is explained by one order of commits', () =>
      fc.assert(explainedOnPostgres(150), { ...bounded, numRuns: 1 }));

  it('is not, where a commit is lost', () => finds('a commit is lost'));

  it('sends nothing again that a ban refused, because the engine would do it once the ban is over', async () => {
    const answers = [
      { status: 403, json: { code: 'banned' } },
      { status: 200, json: { id: 'line' } },
    ];
    const house = {
      room: 'lobby',
      call: async () => answers.shift() as Answer,
      came: async () => {},
      went: () => {},
      back: async () => {},
    };
    const client = new Client(house, new Ticks(), new Known(), 'p4');
    const say = { does: 'say', who: 'p4', id: 'message-000000000000' } as const;
    const { told } = await client.act(say, { line: 'kept', repeats: false, givesUp: false });
    await client.repeat();
    await client.last();
    assert.equal(told, '!banned');
    assert.equal(answers.length, 1);
  });
});
