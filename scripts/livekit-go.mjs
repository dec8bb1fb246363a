// livekit-server built from its source by a Go toolchain.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { release } from './livekit-archive.mjs';
import { keep } from './livekit-cache.mjs';
import { onPath } from './on-path.mjs';

/** The newest version without replace directives, which `go install` refuses. */
const version = '1.13.5';

const usual = '/usr/local/go/bin/go';

/**
 * @param {(line: string) => void} say shows the progress
 * @returns {Promise<string>} the path of a livekit-server
 */
export async function fromGo(say) {
  const go = onPath('go') ?? (existsSync(usual) ? usual : undefined);
  if (!go) throw new Error('there is no Go toolchain');
  return keep(release, async (folder) => {
    const begun = Date.now();
    const seconds = () => Math.round((Date.now() - begun) / 1000);
    say(`Building livekit-server ${version} with Go, once; it takes about two minutes …`);
    const progress = setInterval(() => say(`  … still building, ${seconds()} s`), 10_000);
    const child = spawn(go, ['install', `github.com/livekit/livekit-server/cmd/server@v${version}`], {
      env: { ...process.env, GOBIN: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const abandon = () => child.kill();
    process.once('exit', abandon);
    let words = '';
    child.stderr.on('data', (data) => (words = (words + data).slice(-2000)));
    const status = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    process.off('exit', abandon);
    clearInterval(progress);
    if (status !== 0) throw new Error(`go install ended with ${status}: ${words}`);
    say(`  … built in ${seconds()} s`);
    return join(folder, 'server');
  });
}
