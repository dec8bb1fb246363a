// Finds or gets a livekit-server: on the PATH, in the cache, as the official archive, by a Go toolchain.
// A server that runs elsewhere (LIVEKIT_URL) is not looked for: see run-livekit.mjs.
import { existsSync } from 'node:fs';
import { fromArchive, host, release } from './livekit-archive.mjs';
import { cached } from './livekit-cache.mjs';
import { fromGo } from './livekit-go.mjs';
import { onPath } from './on-path.mjs';

/** The error text after every way has failed. */
export const noServer = (/** @type {string[]} */ reasons) =>
  `There is no livekit-server here, and none could be had:
${reasons.map((each) => `  – ${each}.`).join('\n')}
One of these helps:
  1. set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET to one that runs elsewhere;
  2. put livekit-server on the PATH (on macOS: brew install livekit);
  3. put its binary at ${cached(release)};
  4. let this machine reach ${host()}, or a mirror that LIVEKIT_RELEASES names;
  5. install Go 1.26 or later.`;

/**
 * @param {(line: string) => void} say shows the progress
 * @returns {Promise<string>} the path of a livekit-server
 */
export async function findLivekit(say) {
  const there = onPath('livekit-server') ?? [cached(release)].find(existsSync);
  if (there) return there;
  const reasons = [];
  for (const get of [fromArchive, fromGo])
    try {
      return await get(say);
    } catch (error) {
      reasons.push(/** @type {Error} */ (error).message);
    }
  throw new Error(noServer(reasons));
}
