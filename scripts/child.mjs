// A child process, which never outlives this process.
import { spawn } from 'node:child_process';

/** @typedef {{ pid: number, log: () => string, exited: Promise<number | null>, running: boolean, stop(signal?: NodeJS.Signals): Promise<void>, signal(name: NodeJS.Signals): void }} Child */

const kept = 200;

/** The child processes that run. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {{ uid?: number | undefined, gid?: number | undefined, cwd?: string }} [as] the user and the folder of the process, by default those of this process
 * @returns {Child}
 */
export function start(command, args, env, as = {}) {
  const child = spawn(command, args, {
    ...as,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C reaches this process alone, which stops its children in order
  });
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      lines.push(...String(data).split('\n').filter(Boolean));
      lines.splice(0, lines.length - kept);
    });
  const exited = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      lines.push(String(error));
      resolve(-1);
    });
  });
  const handle = {
    pid: child.pid ?? -1,
    log: () => lines.join('\n'),
    exited,
    running: true,
    signal: (/** @type {NodeJS.Signals} */ name) => void child.kill(name),
    async stop(/** @type {NodeJS.Signals} */ signal = 'SIGTERM') {
      if (!handle.running) return;
      child.kill('SIGCONT'); // a process stopped by SIGSTOP handles no signal
      child.kill(signal);
      // livekit-server stays up after its first SIGTERM while people are in a room.
      const hard = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(hard);
    },
  };
  void exited.then(() => (handle.running = false));
  running.add(child);
  void exited.then(() => running.delete(child));
  return handle;
}

/** @typedef {{ readonly name: string, readonly child: Child, restart(): Promise<void> }} Restartable */

/**
 * Starts a process that can be replaced by a new one.
 *
 * @param {string} name
 * @param {() => Promise<Child>} run starts the process and waits for its first answer
 * @returns {Promise<Restartable>}
 */
export async function restartable(name, run) {
  let child = await run();
  return {
    name,
    get child() {
      return child;
    },
    async restart() {
      await child.stop();
      child = await run();
    },
  };
}

/**
 * Polls `ready` until the process is ready. @throws {Error} where the process ended, or is late
 *
 * @param {Child} child
 * @param {string} name for the error
 * @param {() => Promise<boolean>} ready
 * @param {number} seconds
 */
export async function until(child, name, ready, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (!child.running) throw new Error(`${name} stopped while starting. Its last words:\n${child.log()}`);
    if (await ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not answer within ${seconds} s. Its last words:\n${child.log()}`);
}

export const answers = (/** @type {string} */ url) =>
  fetch(url, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false, // the server does not listen yet
  );
