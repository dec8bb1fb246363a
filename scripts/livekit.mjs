// Finds or gets a livekit-server, in this order: LIVEKIT_URL (see stack.mjs), the PATH, our own cache,
// the official archive with its pinned checksum, a Go toolchain.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The release that the checksums belong to. */
const release = '1.13.7';
/** The newest that `go install` takes: later ones carry replace directives. */
const goVersion = '1.13.5';
/** SHA-256 of the official archives, by Node's names of platform and processor. @type {Record<string, string>} */
const archives = {
  'linux-x64': '6634aeeb2fb1366b6723708ae4320b9d5408106a4c63457c5e845ae3979c90e2',
  'linux-arm64': '5d167fdf52cf43c0c72972f25325364479f41f854bfef651056eab2504da5de9',
};
const processors = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' });
/** The official host; a mirror can take its place, and cannot change what is accepted. */
const host = () => process.env['LIVEKIT_RELEASES'] ?? 'https://github.com/livekit/livekit/releases/download';

/** Where a server is kept between clones. */
export const cache = () =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'utd-stream-elements', 'livekit');

/** @param {string} name @returns {string | null} */
export const onPath = (name) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync) ?? null;

/** @returns {Promise<string | null>} */
async function fromArchive(/** @type {(line: string) => void} */ say) {
  const sum = archives[`${process.platform}-${process.arch}`];
  if (!sum) return null;
  const name = `livekit_${release}_${process.platform}_${processors[process.arch]}.tar.gz`;
  const url = `${host()}/v${release}/${name}`;
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(), 3000);
  try {
    const response = await fetch(url, { signal: connecting.signal });
    clearTimeout(timer);
    if (!response.ok) return null;
    say(`Downloading livekit-server ${release} …`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const got = createHash('sha256').update(bytes).digest('hex');
    if (got !== sum) {
      say(`The archive at ${url} is not the one that was published (SHA-256 ${got}). It was not used.`);
      return null;
    }
    return unpack(bytes);
  } catch {
    return null; // not reachable from here: the next way is tried, and the last error names them all
  } finally {
    clearTimeout(timer);
  }
}

function unpack(/** @type {Buffer} */ bytes) {
  mkdirSync(cache(), { recursive: true });
  const folder = mkdtempSync(join(cache(), 'new-'));
  writeFileSync(join(folder, 'archive.tar.gz'), bytes);
  const { status } = spawnSync('tar', ['-xzf', 'archive.tar.gz', 'livekit-server'], { cwd: folder });
  const kept = status === 0 ? keep(join(folder, 'livekit-server')) : null;
  rmSync(folder, { recursive: true });
  return kept;
}

/** Renaming is one step: another start never sees half a file. */
function keep(/** @type {string} */ file) {
  const kept = join(cache(), 'livekit-server');
  chmodSync(file, 0o755);
  renameSync(file, kept);
  return kept;
}

/** @returns {Promise<string | null>} */
async function fromGo(/** @type {(line: string) => void} */ say) {
  const go = onPath('go') ?? (existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : null);
  if (!go) return null;
  mkdirSync(cache(), { recursive: true });
  const folder = mkdtempSync(join(cache(), 'new-'));
  const begun = Date.now();
  say(`Building livekit-server ${goVersion} with Go, once; it takes about two minutes …`);
  const progress = setInterval(
    () => say(`  … still building, ${Math.round((Date.now() - begun) / 1000)} s`),
    15_000,
  );
  const args = ['install', `github.com/livekit/livekit-server/cmd/server@v${goVersion}`];
  const child = spawn(go, args, {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (data) => (words = (words + data).slice(-2000)));
  const status = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  clearInterval(progress);
  const kept = status === 0 ? keep(join(folder, 'server')) : null;
  if (!kept) say(`Go could not build livekit-server:\n${words}`);
  rmSync(folder, { recursive: true, force: true });
  return kept;
}

/**
 * @param {(line: string) => void} say shows how far it is
 * @returns {Promise<string>} the path of a livekit-server
 */
export async function findLivekit(say) {
  const cached = join(cache(), 'livekit-server');
  const found =
    onPath('livekit-server') ??
    (existsSync(cached) ? cached : null) ??
    (await fromArchive(say)) ??
    (await fromGo(say));
  if (found) return found;
  throw new Error(`There is no livekit-server, and none could be had. One of these helps:
  1. set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET to one that runs;
  2. put livekit-server on the PATH (macOS: brew install livekit);
  3. put its binary at ${cached};
  4. let this machine reach ${host()};
  5. install Go 1.26 or later.`);
}
