/**
 * The memory of 10,000 idle sockets, and the time from a message to its last reader, beside those of raw `ws`.
 *
 * Each side is a server process of its own, one after the other in one run: the engine's plane, and the shortest server that
 * `ws` allows. The clients are raw `ws` in this process.
 *
 * Memory: the resident set of the server process with 10,000 sockets that have signed in (raw: that are open), less that
 * without sockets, each after a collection of garbage.
 *
 * Fan-out: one person writes to a group of 100 people, one message after the other, 500 times. The time goes from the write of
 * the frame to the arrival at each of the 99 others; the figure is the p99 of all arrivals. The raw server sends the same text to
 * the same number of sockets. The engine also writes the message to disk before: the row "less the commit" takes off the
 * median time to the `ack`, which the raw server gives at once.
 *
 * The bars: memory ≤ 3 × raw; fan-out p99 ≤ 2 × raw.
 */
import { pathToFileURL } from 'node:url';
import { bundleWithEngine } from '../scripts/run-engine.mjs';

const server = await bundleWithEngine('signalling-server', 'bench/signalling/server.ts');
process.env['SERVER'] = server;
await import(pathToFileURL(await bundleWithEngine('signalling-measure', 'bench/signalling/measure.ts')).href);
