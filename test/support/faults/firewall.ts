import { spawnSync } from 'node:child_process';
import { onPath } from '../../../scripts/on-path.mjs';

/** Runs commands of nftables, which only root may. */
function nft(commands: string): void {
  // As scripts/chromium.mjs does: it is there after the first time.
  if (!onPath('nft') && onPath('apt-get')) spawnSync('apt-get', ['install', '-y', '-q', 'nftables']);
  const { error, stderr } = spawnSync('nft', ['-f', '-'], { input: commands, encoding: 'utf8' });
  if (error || stderr)
    throw new Error(`Could not drop packets. It takes Linux, root and nftables: ${error?.message ?? stderr}`);
}

const table = (ports: readonly number[]) => `inet utd_faults_${ports[0]}`;

const dropped = new Set<string>();
process.once('exit', () => dropped.forEach(remove));

/**
 * Drops every packet from and to these ports of this machine, until `letThrough` or, should the test die, for
 * `seconds`: then the kernel itself lets them through.
 */
export function drop(ports: readonly number[], seconds: number): void {
  const elements = ports.map((port) => `${port} timeout ${seconds}s`).join();
  nft(`table ${table(ports)} {
    set ports { type inet_service; flags timeout; elements = { ${elements} } }
    chain input { type filter hook input priority 0; th dport @ports drop; th sport @ports drop; }
  }`);
  dropped.add(table(ports));
}

export const letThrough = (ports: readonly number[]): void => remove(table(ports));

function remove(table: string): void {
  dropped.delete(table);
  nft(`add table ${table}\ndelete table ${table}`);
}
