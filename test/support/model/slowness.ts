import { existsSync, readFileSync } from 'node:fs';

/** Nanoseconds that this thread has worked, and that it has waited for a processor. Not known but on Linux. */
const file = '/proc/thread-self/schedstat';
const known = existsSync(file);

function read() {
  const [worked = 0, waited = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
  return { worked, waited };
}

/**
 * By how much everything here has taken longer since the call, because others had the processors: 1 where they had
 * not. A bar in seconds is for a machine that has a processor to spare, and is stretched by it on one that has none.
 */
export function slowness(): () => number {
  if (!known) return () => 1;
  const from = read();
  return () => {
    const { worked, waited } = read();
    return 1 + (waited - from.waited) / Math.max(worked - from.worked, 1);
  };
}
