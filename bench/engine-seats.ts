/**
 * Seat takes of the engine, durable, against a real livekit-server.
 *
 * The bar (RATE=200): p99 ≤ 20 ms for "commit + grant + push sent", at 200 takes a second over 100 rooms of
 * at most 20 people, less what LiveKit's own `UpdateParticipant` takes.
 *
 * ROOMS rooms (100) of PEOPLE people (3) are joined over LiveKit's signal socket, without media: two cores
 * could not carry the peer connections, and a grant costs LiveKit the same. RATE (200) seats a second are
 * taken, each in the next room, asked for at even times whether or not the former takes are done, so that a
 * queue shows as latency. When everybody sits, the measurement pauses until they have left again, at the
 * same rate; so it goes on until seats were taken for DURATION (15) seconds. As every leave takes a right
 * away, every room is compared with LiveKit every 2 s besides; three people make waves of 1.5 s, which do
 * not keep in step with that.
 *
 * Three processes: this one is the clients, over HTTP on loopback; the engine, with its database on disk;
 * livekit-server. All share the machine. Times are of its one steady clock, from the moment a client sends:
 *
 * - "answered": the client has the answer; the change is on disk.
 * - "told": the engine's `UpdateParticipant` and its push to everybody have both returned.
 * - "its own grant": how long that `UpdateParticipant` took, seen from the engine.
 * - "told, less its own grant": the difference of the two for each take: it was nothing but waiting for
 *   LiveKit. What the engine's process adds to that wait is hidden in it; therefore also:
 * - "told, less LiveKit's usual grant": told, less the median of the same call made meanwhile by the
 *   clients' process with the plain SDK, for somebody in a room of its own, 10 times a second.
 *
 * Processor times hold on a busy machine too; latencies only where all three together leave some over.
 *
 * The same load runs first against a stand-in at the seam `livekit`, which costs nothing: the engine alone.
 *
 * With DATABASE_URL the engine's database is that Postgres, and a second part makes the statements of a take at the same
 * rate by pg alone, over as many connections: the bar is an "answered" p99 of the engine alone ≤ 2 × that.
 *
 * It starts a livekit-server of its own, or takes the one of LIVEKIT_URL: `npm run bench engine-seats`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLivekit, type Livekit } from '../scripts/run-livekit.mjs';
import { updateAlone } from './engine-seats/alone.ts';
import { fill, openHouse } from './engine-seats/house.ts';
import { takeSeats } from './engine-seats/load.ts';
import { takesByPg } from './engine-seats/raw-postgres.ts';
import { line, report } from './engine-seats/report.ts';

const whole = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const [rooms, people] = [whole('ROOMS', 100), whole('PEOPLE', 3)];
const [rate, seconds, warmUp] = [whole('RATE', 200), whole('DURATION', 15), whole('WARM_UP', 5)];

async function measure(what: string, folder: string, livekit: Livekit | null): Promise<void> {
  const house = await openHouse(join(folder, what), livekit);
  const full = await fill(house, rooms, people);
  // The first seconds are the compiler's.
  await takeSeats(house, full, rate, warmUp);
  const working = takeSeats(house, full, rate, seconds);
  const alone = livekit ? await updateAlone(livekit, working) : [];
  report(`${what}, ${rate} takes a second in ${rooms} rooms of ${people}`, await working, alone);
  for (const { socket } of full.flat()) socket?.terminate();
  await house.close();
}

const folder = mkdtempSync(join(tmpdir(), 'utd-bench-'));
await measure('engine alone', folder, null);
const url = process.env['DATABASE_URL'];
if (url) line('the statements of a take by pg', await takesByPg(url, { rooms, rate, seconds }));
const livekit = await runLivekit({ folder, port: 0, webhook: 'http://127.0.0.1:9/', say: console.log });
await measure('engine with livekit-server', folder, livekit);
await livekit.server?.child.stop();
rmSync(folder, { recursive: true });
