import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../engine/store/store.ts';
import { dialects, newDatabase } from '../support/engine/databases.ts';

const support = pathToFileURL('test/support/journey/engine.ts');
const store = pathToFileURL('engine/store/store.ts');

/** The script of a client that changes seats for ever, and prints the revision after each answer. */
const mover = (database: string) => `
  import { startEngine } from '${support}';
  import { openStore } from '${store}';
  const { as } = await (await startEngine({ store: await openStore(${JSON.stringify(database)}, console.error) })).join('ada');
  for (let seat = 1; ; seat = (seat % 7) + 1) {
    const { json } = await as('POST', '/seats/' + seat + '/take');
    if (json.rev) process.stdout.write(json.rev + ' ' + seat + '\\n');
  }`;

/** Runs the script up to `count` answers, and kills its process in the middle of the next call. */
async function killedAfter(count: number, database: string): Promise<{ rev: number; seat: number }> {
  const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', mover(database)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  let answers = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = line;
    if (++answers === count) child.kill('SIGKILL');
  }
  const [rev, seat] = told.split(' ').map(Number);
  return { rev: rev!, seat: seat! };
}

describe('an engine that is killed at work', () => {
  for (const dialect of dialects)
    for (const count of dialect === 'sqlite' ? [5, 40, 170] : [40])
      it(`after ${count} answers leaves every answered change on ${dialect}, and nobody on two seats`, async () => {
        const { database, drop } = await newDatabase(dialect);
        try {
          const last = await killedAfter(count, database);
          const kept = await openStore(database, console.error);
          const room = (await kept.read((tx) => tx.findRoom('1234567890', 'lobby')))!;
          await kept.close();
          const held = room.seats.flatMap(({ identity }, index) => (identity === 'ada' ? [index] : []));
          assert.equal(held.length, 1);
          // The engine may have committed one more change before its answer was printed.
          assert.ok(room.rev === last.rev || room.rev === last.rev + 1, `${room.rev} after ${last.rev}`);
          if (room.rev === last.rev) assert.deepEqual(held, [last.seat]);
        } finally {
          await drop();
        }
      });
});
