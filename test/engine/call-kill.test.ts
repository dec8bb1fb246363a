import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../engine/store/store.ts';
import { dialects, newDatabase } from '../support/engine/databases.ts';
import { twoPeople } from '../support/engine/phones.ts';

const support = pathToFileURL('test/support/engine/phones.ts');
const store = pathToFileURL('engine/store/store.ts');

/** The script of two people who call until the process is killed, and print the call after the last answer. */
const caller = (database: string, answers: boolean) => `
  import { twoPeople } from '${support}';
  import { openStore } from '${store}';
  const { anna, ben } = await twoPeople({ store: await openStore(${JSON.stringify(database)}, console.error) });
  const { json } = await anna.start('ben');
  await ben.act(json.call_id, 'ringing');
  ${answers ? 'await ben.accept(json.call_id);' : ''}
  process.stdout.write(json.call_id + '\\n');
  setInterval(() => {}, 1000);`;

/** Kills the engine as soon as it has answered. @returns the id of the call */
async function killed(database: string, answers: boolean): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import=tsx', '--input-type=module', '-e', caller(database, answers)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let id = '';
  for await (const line of createInterface({ input: child.stdout })) {
    id = line;
    child.kill('SIGKILL');
  }
  return id;
}

describe('an engine that is killed', () => {
  for (const dialect of dialects)
    for (const [when, answers, after] of [
      ['while it rings', false, { status: 'ringing', ms: 16_000, end: 'cancelled' }],
      ['while they talk', true, { status: 'active', ms: 61_000, end: 'ended' }],
    ] as const)
      it(`${when} has the call at its next start, with every deadline, on ${dialect}`, async () => {
        const { database, drop } = await newDatabase(dialect);
        try {
          const id = await killed(database, answers);
          const kept = await openStore(database, console.error);
          // The clock of the next engine begins at the same time, so that nothing is due yet.
          const { anna, ben, clock, engine } = await twoPeople({ store: kept });
          assert.equal((await anna.read(id)).json.status, after.status);
          assert.equal((await anna.start('eve')).json.code, 'busy');
          assert.equal((await ben.act(id, 'ringing')).status, answers ? 409 : 200);
          // The media server of the killed engine is gone too: neither party comes back.
          await clock.pass(after.ms);
          // A deadline that is due is read from the database before its command is in any line.
          const statusOf = async () => (await anna.read(id)).json.status;
          for (const until = Date.now() + 20_000; (await statusOf()) !== after.end && Date.now() < until;)
            await engine.idle();
          assert.equal(await statusOf(), after.end);
          assert.equal((await anna.start('ben')).status, 200);
          await engine.close();
        } finally {
          await drop();
        }
      });
});
