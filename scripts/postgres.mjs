// A Postgres for tests: the programs of this machine, and a new cluster for a run or a test.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { start, until } from './child.mjs';
import { onPath } from './on-path.mjs';
import { freePort } from './ports.mjs';

/** The folder of Debian's packages, with a subfolder for each version. */
const packaged = '/usr/lib/postgresql';

/** This file keeps Debian's package from starting a cluster of its own. */
const noCluster = '/etc/postgresql-common/createcluster.d/no-main-cluster.conf';

const isRoot = process.getuid?.() === 0;

/** @returns {string | undefined} the folder of `initdb` and `postgres` */
function installed() {
  // A link on the PATH may lack the other programs, and so the folders of packages come first.
  const folders = existsSync(packaged)
    ? readdirSync(packaged)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(packaged, version, 'bin'))
    : [];
  const found = onPath('initdb');
  return [...folders, ...(found ? [dirname(found)] : [])].find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
}

/** @returns {Promise<string | undefined>} the last words of a program that failed */
async function failureOf(/** @type {string} */ program, /** @type {string[]} */ args) {
  const child = spawn(program, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (data) => (words = (words + data).slice(-1000)));
  const status = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  return status === 0 ? undefined : `${program} ${args.join(' ')} ended with ${status}: ${words.trim()}`;
}

/** Installs Debian's package, where this user may. @throws {Error} with the reason of a failure */
async function install(/** @type {(line: string) => void} */ say) {
  if (!isRoot || !onPath('apt-get')) throw new Error('this user cannot install it by apt-get');
  say('Installing Postgres, once …');
  mkdirSync(dirname(noCluster), { recursive: true });
  if (!existsSync(noCluster)) writeFileSync(noCluster, 'create_main_cluster = false\n');
  const failure =
    (await failureOf('apt-get', ['update', '-qq'])) ??
    (await failureOf('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql']));
  if (failure) throw new Error(failure);
}

/**
 * Finds the programs of Postgres, or installs them.
 *
 * @param {(line: string) => void} say shows the progress
 * @returns {Promise<string>} the folder of `initdb` and `postgres`
 * @throws {Error} with a sentence, where Postgres is neither installed nor can be
 */
export async function findPostgres(say) {
  const there = installed();
  if (there) return there;
  let reason = 'the package has no initdb';
  try {
    await install(say);
  } catch (error) {
    reason = /** @type {Error} */ (error).message;
  }
  const got = installed();
  if (got) return got;
  throw new Error(
    `There is no Postgres here: initdb is neither on the PATH nor below ${packaged}, and ${reason}. Install Postgres, or set TEST_DATABASE_URL to the address of one that tests may create databases on.`,
  );
}

/** Postgres refuses to run as root. @returns {{ uid?: number, gid?: number }} the package's user, for a process of root */
function user() {
  if (!isRoot) return {};
  const id = (/** @type {string} */ flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * Makes a cluster on a free port of 127.0.0.1, and starts it.
 *
 * @param {{ folder: string, say: (line: string) => void }} options `folder`: the parent of the cluster's folder
 */
export async function startPostgres({ folder, say }) {
  const programs = await findPostgres(say);
  const { uid, gid } = user();
  const home = join(folder, 'postgres');
  const data = join(home, 'data');
  const password = randomBytes(18).toString('base64url');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const secret = join(home, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) {
    // The user of Postgres may pass through the folder of the run, and may not list the folder.
    chmodSync(folder, 0o711);
    for (const path of [home, secret]) chownSync(path, uid, gid);
  }
  const made = spawnSync(
    join(programs, 'initdb'),
    // `--no-sync` is about the files of initdb alone: the server flushes each commit.
    ['--no-sync', '--username=utd', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', `--pwfile=${secret}`, data], // prettier-ignore
    { encoding: 'utf8', cwd: home, uid, gid },
  );
  if (made.status !== 0)
    throw new Error(`Postgres could not make a cluster: initdb ended with ${made.status}: ${made.stderr}`);
  rmSync(secret);
  const port = await freePort(0);
  const run = async () => {
    const child = start(
      join(programs, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        'lc_messages=C',
      ],
      {},
      { uid, gid, cwd: home },
    );
    await until(child, 'Postgres', async () => /ready to accept connections/.test(child.log()));
    return child;
  };
  let child = await run();
  return {
    /** The address with a superuser, who may create databases. */
    url: `postgres://utd:${password}@127.0.0.1:${port}/postgres`,
    port,
    data,
    get child() {
      return child;
    },
    /** Starts the server again, after `stop`. */
    async start() {
      child = await run();
    },
    /** Stops the server at once, without a checkpoint. The next start recovers each commit. */
    stop: () => child.stop('SIGQUIT'),
  };
}
