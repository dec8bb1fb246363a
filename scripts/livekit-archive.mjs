// livekit-server from its official release. A checksum proves that the archive is the published one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from './livekit-cache.mjs';

/** The release of the checksums below. */
export const release = '1.13.7';

/** SHA-256 of the release's archives, by Node's names of platform and processor. @type {Record<string, string>} */
const sums = {
  'linux-x64': '6634aeeb2fb1366b6723708ae4320b9d5408106a4c63457c5e845ae3979c90e2',
  'linux-arm64': '5d167fdf52cf43c0c72972f25325364479f41f854bfef651056eab2504da5de9',
};

const processors = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' });

/** The host of the archives: a mirror named by `LIVEKIT_RELEASES`, or the official host. The checksums hold for both. */
export const host = () =>
  process.env['LIVEKIT_RELEASES'] || 'https://github.com/livekit/livekit/releases/download';

/** The longest time to an answer and to the end of a download, in milliseconds. */
const patience = { answer: 3000, download: 300_000 };

/**
 * @param {(line: string) => void} say shows the progress
 * @param {string | undefined} sum the SHA-256 that the archive must have
 * @returns {Promise<string>} the path of a livekit-server
 */
export async function fromArchive(say, sum = sums[`${process.platform}-${process.arch}`]) {
  if (!sum) throw new Error(`there is no archive for ${process.platform} on ${process.arch}`);
  const name = `livekit_${release}_${process.platform}_${processors[process.arch]}.tar.gz`;
  const url = `${host()}/v${release}/${name}`;
  const bytes = await download(url, say);
  const got = createHash('sha256').update(bytes).digest('hex');
  if (got !== sum)
    throw new Error(`${url} is not the archive that was published: its SHA-256 is ${got}. It was not used`);
  return keep(release, async (folder) => {
    writeFileSync(join(folder, name), bytes);
    const { status, stderr } = spawnSync('tar', ['-xzf', name, 'livekit-server'], { cwd: folder });
    if (status !== 0) throw new Error(`${name} could not be unpacked: ${stderr}`);
    return join(folder, 'livekit-server');
  });
}

/** @returns {Promise<Buffer>} */
async function download(/** @type {string} */ url, /** @type {(line: string) => void} */ say) {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error(`no answer within ${patience.answer / 1000} s`)),
    patience.answer,
  );
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([late.signal, AbortSignal.timeout(patience.download)]),
    });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`the answer is ${response.status}`);
    say(`Downloading livekit-server ${release} …`);
    return await received(response, say);
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    throw new Error(`${url}: ${cause instanceof Error ? cause.message : message}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function received(/** @type {Response} */ response, /** @type {(line: string) => void} */ say) {
  const all = Number(response.headers.get('content-length'));
  const parts = [];
  let size = 0;
  const progress = setInterval(() => say(`  … ${Math.round((size / all) * 100) || 0} %`), 3000);
  try {
    for await (const part of /** @type {AsyncIterable<Uint8Array>} */ (response.body)) {
      parts.push(part);
      size += part.length;
    }
  } finally {
    clearInterval(progress);
  }
  return Buffer.concat(parts);
}
