import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../scripts/postgres.mjs';

/** A Postgres of a test's own, which can freeze, stop and start again. */
export async function ownCluster() {
  const folder = mkdtempSync(join(tmpdir(), 'utd-cluster-'));
  const postgres = await startPostgres({ folder, say: () => {} });
  /** Each connection has a process of its own, as a child of the server. */
  const signal = (name: NodeJS.Signals) => {
    const { pid } = postgres.child;
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    for (const [child, parent] of all) if (child === pid || parent === pid) process.kill(child!, name);
  };
  return {
    url: postgres.url,
    port: postgres.port,
    /** Its folder, with its configuration. */
    data: postgres.data,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: () => postgres.stop(),
    start: () => postgres.start(),
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
