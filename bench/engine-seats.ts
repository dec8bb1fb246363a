/**
 * Seat takes of the engine, durable, against a real livekit-server.
 *
 * ROOMS rooms (100) of PEOPLE people (2; more than 20 is another bar) are joined over LiveKit's signal
 * socket, without media: two cores could not carry the peer connections, and a grant costs LiveKit the
 * same. The engine runs in this process on a database on disk. For DURATION (15) seconds there are RATE
 * (200) seat changes a second: in the next room somebody takes another seat, and leaves it when everybody
 * has been told. Takes are asked for at even times whether or not the former ones are done, so that a queue
 * shows as latency. Every take brings a grant, and every room is compared with LiveKit every 2 s meanwhile.
 *
 * "answer" runs from the call to the answer, which is on disk. "told" runs on to the end of the push to
 * everybody, that is commit + grant + room metadata + push, less what `UpdateParticipant` itself took.
 * The processor time is the engine's own, comparisons included, and holds on a busy machine too.
 *
 * The bar: told p99 ≤ 20 ms at 200/s over 100 rooms.
 *
 * It starts a livekit-server of its own, or takes the one of LIVEKIT_URL: `npm run bench engine-seats`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { systemClock } from '../engine/clock.ts';
import { readConfig } from '../engine/config.ts';
import { runLivekit } from '../scripts/run-livekit.mjs';
import { createEngine } from '../engine/index.ts';
import { consoleLog } from '../engine/log.ts';
import { livekit, webhookReader, type Sfu } from '../engine/sfu.ts';
import { sqlite } from '../engine/store/sqlite.ts';

const whole = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const [rooms, people] = [whole('ROOMS', 100), whole('PEOPLE', 2)];
const [rate, seconds] = [whole('RATE', 200), whole('DURATION', 15)];

/** One take on its way: when it was asked for, and what LiveKit's own part took. */
interface Take {
  readonly from: number;
  granting: number;
  told: (at: number) => void;
}

/** The media server, with a stop-watch on what follows a take. Keyed by room: each has one take at a time. */
function timed(sfu: Sfu, takes: ReadonlyMap<string, Take>): Sfu {
  return {
    ...sfu,
    async update(name, identity, want) {
      const from = performance.now();
      await sfu.update(name, identity, want);
      const take = takes.get(name);
      if (take) take.granting += performance.now() - from;
    },
    async broadcast(name, message) {
      await sfu.broadcast(name, message);
      takes.get(name)?.told(performance.now());
    },
  };
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

function report(what: string, values: number[]): void {
  const sorted = values.sort((a, b) => a - b);
  const at = (q: number) => `${quantile(sorted, q).toFixed(1)} ms`;
  console.log(`${what.padEnd(28)} p50 ${at(0.5)}   p99 ${at(0.99)}   worst ${at(1)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'utd-bench-'));
const server = await runLivekit({ folder, port: 0, webhook: 'http://127.0.0.1:9/', say: console.log });
const config = readConfig({
  LIVEKIT_URL: server.url,
  LIVEKIT_API_KEY: server.key,
  LIVEKIT_API_SECRET: server.secret,
  UTD_DEV: '1',
  UTD_DATA: folder,
});
const takes = new Map<string, Take>();
const { url, key, secret } = config.livekit;
const engine = createEngine({
  config,
  store: sqlite(config.database),
  sfu: timed(livekit(url, key, secret), takes),
  clock: systemClock,
  log: consoleLog,
  readWebhook: webhookReader(key, secret),
});

interface Person {
  readonly bearer: string;
  readonly sfu: string;
  readonly room: string;
  readonly socket: WebSocket;
}

async function call(path: string, body: object, bearer?: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', 'x-app-id': config.apps[0]!.id };
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method: 'POST',
    headers: { ...headers, ...(bearer && { authorization: `Bearer ${bearer}` }) },
    body: JSON.stringify(body),
  });
  const response = await engine.fetch(request);
  const answer = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

async function enter(room: string, identity: string): Promise<Person> {
  const session_id = identity.padEnd(32, '0');
  const minted = await call('/token', { room_name: room, identity, session_id });
  const token = minted['token']!;
  const { video } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
  const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=16&auto_subscribe=0`);
  await new Promise((joined, failed) => socket.once('message', joined).once('error', failed));
  return { bearer: minted['user_token']!, sfu: video.room, room, socket };
}

const everybody: Person[] = [];
for (let room = 0; room < rooms; room++)
  everybody.push(
    ...(await Promise.all(
      Array.from({ length: people }, (_, each) => enter(`room-${room}`, `p${room}-${each}`)),
    )),
  );
// Nothing of the joins is on its way any more, and everybody has been seen.
for (let room = 0; room < rooms; room++) await engine.reconcile(config.apps[0]!.id, `room-${room}`);
await engine.idle();
console.log(`${rooms} rooms of ${people}, ${rate} seat changes a second for ${seconds} s`);

const [answered, told, granted]: number[][] = [[], [], []];
let busy = 0;

async function take(person: Person, seat: number): Promise<void> {
  // A room that is still at its last take would measure that one too.
  if (takes.has(person.sfu)) return void busy++;
  const from = performance.now();
  const done = new Promise<number>((resolve) => takes.set(person.sfu, { from, granting: 0, told: resolve }));
  await call(`/rooms/${person.room}/seats/${seat}/take`, {}, person.bearer);
  answered!.push(performance.now() - from);
  const at = await done;
  const { granting } = takes.get(person.sfu)!;
  takes.delete(person.sfu);
  told!.push(at - from - granting);
  granted!.push(granting);
  await call(`/rooms/${person.room}/seats/leave`, {}, person.bearer);
}

const begun = performance.now();
const cpuBefore = process.cpuUsage();
const working: Promise<void>[] = [];
for (let index = 0; index < (rate / 2) * seconds; index++) {
  const due = begun + (index * 2000) / rate;
  const wait = due - performance.now();
  if (wait > 1) await new Promise((go) => setTimeout(go, wait));
  const room = index % rooms;
  const round = Math.floor(index / rooms);
  working.push(take(everybody[room * people + (round % people)]!, 1 + (round % 7)));
}
await Promise.all(working);
const took = (performance.now() - begun) / 1000;
const cpu = process.cpuUsage(cpuBefore);
console.log(
  `${(answered!.length / took).toFixed(0)} takes and as many leaves a second; ${busy} skipped, because their room was still at the last one`,
);
console.log(
  `engine: ${((cpu.user + cpu.system) / 1000 / answered!.length).toFixed(1)} ms of processor a take and leave`,
);
report('answer (durable)', answered!);
report('told, less the grant itself', told!);
report("LiveKit's UpdateParticipant", granted!);
for (const { socket } of everybody) socket.terminate();
await engine.close();
await server.server?.child.stop();
rmSync(folder, { recursive: true });
