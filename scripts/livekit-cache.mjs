// Where a livekit-server is kept between clones.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const folder = () =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'utd-stream-elements', 'livekit');

/** One server serves every clone that wants the same release. */
export const cached = (/** @type {string} */ release) => join(folder(), `livekit-server-${release}`);

/**
 * Keeps the file that `make` puts into an empty folder.
 *
 * @param {string} release
 * @param {(folder: string) => Promise<string>} make answers the path of the file
 * @returns {Promise<string>} where it is now
 */
export async function keep(release, make) {
  mkdirSync(folder(), { recursive: true });
  const making = mkdtempSync(join(folder(), 'new-'));
  try {
    const file = await make(making);
    chmodSync(file, 0o755);
    // In one step: another start never sees half a file.
    renameSync(file, cached(release));
    return cached(release);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
