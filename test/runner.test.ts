import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

interface Counted {
  passed: number;
  failed: number;
}

interface Tally extends Counted {
  failures: string[];
}

/** Runs a test file of this text as the runner does. */
function tally(text: string): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'utd-runner-'));
  try {
    writeFileSync(join(folder, 'some.test.mjs'), text);
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const { status } = spawnSync(
      process.execPath,
      ['--test', `--test-reporter=${resolve('scripts/reporter.mjs')}`, 'some.test.mjs'],
      { cwd: folder, env: { ...environment, UTD_TALLY: join(folder, 'tally') } },
    );
    const counted = JSON.parse(readFileSync(join(folder, 'tally'), 'utf8')) as Tally;
    assert(status === 0 || counted.failed > 0, 'a run that failed counted no failure');
    return counted;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const from = `import { before, describe, it } from 'node:test';`;

const cases: readonly { what: string; text: string; counted: Counted }[] = [
  {
    what: 'tests, and not the groups that they are in',
    text: `${from} describe('a', () => { it('b', () => {}); it('c', () => { throw new Error(); }); });`,
    counted: { passed: 1, failed: 1 },
  },
  { what: 'a file without a test as failed', text: '', counted: { passed: 0, failed: 1 } },
  {
    what: 'a file that cannot be loaded as failed',
    text: `throw new Error();`,
    counted: { passed: 0, failed: 1 },
  },
  {
    what: 'a test that is skipped or to do as failed',
    text: `${from} it.skip('a', () => {}); it.todo('b');`,
    counted: { passed: 0, failed: 2 },
  },
  {
    what: 'a group whose hook failed',
    text: `${from} describe('a', () => { before(() => { throw new Error(); }); it('b', () => {}); });`,
    counted: { passed: 0, failed: 2 },
  },
  {
    what: 'a failed comparison of what another process cannot be given',
    text: `${from} import assert from 'node:assert/strict'; it('a', () => assert.deepEqual([() => {}], [1]));`,
    counted: { passed: 0, failed: 1 },
  },
  {
    what: 'a rejection that nobody handled',
    text: `${from} it('a', async () => { void Promise.reject(new Error()); await new Promise((r) => setTimeout(r, 20)); });`,
    counted: { passed: 0, failed: 1 },
  },
];

describe('The runner counts', () => {
  for (const { what, text, counted } of cases)
    it(what, () => {
      const { passed, failed, failures } = tally(text);
      assert.deepEqual({ passed, failed }, counted);
      assert.equal(failures.length, failed);
    });

  it('keeps the name, the file and the error of a test that failed', () => {
    const { failures } = tally(`${from} it('a', () => { throw new Error('the door is locked'); });`);
    assert.match(failures[0]!, /^a \(some\.test\.mjs\): Error: the door is locked/);
  });
});
