// The cache of livekit-server, which all clones of the repository share.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const folder = () =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'utd-stream-elements', 'livekit');

/** The path of a release, which every clone that wants the release shares. */
export const cached = (/** @type {string} */ release) => join(folder(), `livekit-server-${release}`);

/**
 * Keeps the file that `make` puts into an empty folder.
 *
 * @param {string} release
 * @param {(folder: string) => Promise<string>} make returns the path of the file
 * @returns {Promise<string>} the path of the kept file
 */
export async function keep(release, make) {
  mkdirSync(folder(), { recursive: true });
  const making = mkdtempSync(join(folder(), 'new-'));
  try {
    const file = await make(making);
    chmodSync(file, 0o755);
    // A rename is atomic, so that another start never runs half a file.
    renameSync(file, cached(release));
    return cached(release);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
