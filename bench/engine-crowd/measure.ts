/** The measurement of engine-crowd.ts, bundled with the engine. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import pg from 'pg';
import { systemClock } from '../../engine/core/clock.ts';
import { developmentApp } from '../../engine/core/config.ts';
import type { Log } from '../../engine/core/log.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { livekit } from '../../engine/livekit/livekit.ts';
import type { PersonRow, RoomDoc } from '../../engine/model/room-doc.ts';
import { openStore } from '../../engine/store/store.ts';
import { roomTypes } from '../../src/protocol/product.ts';
import { ms, quantile } from '../house.ts';

const rounds = 200;
const warmUp = 30;
const crowds = { small: 10, large: 10_000 } as const;
type Crowd = keyof typeof crowds;

const folder = mkdtempSync(join(tmpdir(), 'utd-bench-'));
const database = process.env['DATABASE_URL'] ?? join(folder, 'engine.db');
const standIn = fork('bench/engine-crowd/livekit-stand-in.ts', { execArgv: ['--import=tsx'] });
const [{ port }] = (await once(standIn, 'message')) as [{ port: number }];

const key = { url: `ws://127.0.0.1:${port}`, key: 'key', secret: 'livekit-secret-livekit-secret-32' };
const log: Log = (message, about) => {
  throw new Error(`The engine logged: ${message}`, { cause: about?.error });
};
const config = {
  port: 0,
  host: '127.0.0.1',
  livekit: key,
  development: true,
  apps: [developmentApp],
  trustProxy: 0,
  secret: 'secret',
  database,
};

async function start() {
  const store = await openStore(database, log);
  const engine = await createEngine({
    config,
    store,
    livekit: livekit(key.url, key.key, key.secret),
    clock: systemClock,
    log,
    readWebhook: async () => ({ id: '', room: undefined }),
  });
  return { store, engine };
}

let { store, engine } = await start();

/** Calls the engine as a client does. @throws {Error} for a refusal */
async function call(method: string, path: string, bearer?: string, body: object = {}) {
  const response = await engine.fetch(
    new Request(`http://127.0.0.1/api/v1${path}`, {
      method,
      headers: {
        'x-app-id': developmentApp.id,
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const session = (identity: string) => identity.replaceAll('.', '').padEnd(32, '0').slice(0, 64);
const run = Date.now().toString(36);
/** A crowd is in a room for many. */
type RoomType = (typeof roomTypes)[number];

const roomOf = (crowd: Crowd, type: RoomType = 'audio_room') => `${type}.${crowd}-${run}`;
const mint = (room: string, identity: string, more: object = {}) =>
  call('POST', '/token', undefined, {
    identity,
    type: room.split('.')[0],
    room_name: room,
    session_id: session(identity),
    seat_count: 8,
    ...more,
  });

/** Opens a room, and writes its people. @returns the host's bearer token */
async function fill(crowd: Crowd, type: RoomType): Promise<string> {
  const room = roomOf(crowd, type);
  const host = await mint(room, 'host', { role: 'host' });
  const doc = (await store.read((tx) => tx.findRoom(developmentApp.id, room))) as RoomDoc;
  const identities = Array.from({ length: crowds[crowd] - 1 }, (_, index) => `p${index}`);
  const now = Date.now();
  for (let begin = 0; begin < identities.length; begin += 1000)
    await store.transaction({ app: developmentApp.id, room }, async (tx) => {
      const some = identities.slice(begin, begin + 1000);
      for (const identity of some) {
        const person: PersonRow = {
          identity,
          name: identity,
          avatar: null,
          attributes: {},
          sessionId: session(identity),
          joinedAt: now,
          presence: 'here',
          deadline: null,
          sid: `PA_${identity}`,
        };
        await tx.savePerson(doc, person);
      }
      await tx.changeCounts(doc, { members: some.length, here: some.length });
    });
  standIn.send({ room: doc.livekitRoom, identities: ['host', ...identities] });
  await once(standIn, 'message');
  await engine.reconcile(developmentApp.id, room);
  await engine.idle();
  return host.user_token;
}

/** The bearer token of the host of each room. */
const hosts = new Map<string, string>();
for (const type of roomTypes)
  for (const crowd of ['small', 'large'] as const) hosts.set(roomOf(crowd, type), await fill(crowd, type));
if (process.env['DATABASE_URL']) {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query('analyze');
  await client.end();
}
console.log(
  `engine-crowd, rooms of ${crowds.small} and ${crowds.large}, ${database.split(':')[0] === 'postgres' ? 'Postgres' : 'SQLite'}`,
);

/** Prepares the `index`th run of an operation. Only the returned function is timed. */
type Prepared = (room: string, host: string, index: number) => Promise<() => Promise<unknown>>;

const joined = async (room: string, index: number) => {
  const { user_token } = await mint(room, `guest${index % 5}-${room}`);
  return user_token as string;
};

const common: Readonly<Record<string, Prepared>> = {
  chat: async (room, host, index) => () =>
    call('POST', `/rooms/${room}/chat`, host, { text: 'Hello', message_id: `message-${index}-0123456789` }),
  mute: async (room, host, index) => () =>
    call('PUT', `/rooms/${room}/participants/p1/mute`, host, { audio: true, muted: index % 2 === 0 }),
  mint: async (room, _, index) => () => mint(room, `new${index % 5}-${room}`),
  leave: async (room, _, index) => {
    const bearer = await joined(room, index);
    return () => call('POST', `/rooms/${room}/leave`, bearer);
  },
  ban: async (room, host, index) => {
    const identity = `guest${index % 5}-${room}`;
    await joined(room, index);
    return async () => {
      await call('POST', '/rooms/ban', host, { room_name: room, identity });
      return () => call('DELETE', '/rooms/ban', host, { room_name: room, identity });
    };
  },
};

const operations: Readonly<Record<RoomType, Readonly<Record<string, Prepared>>>> = {
  audio_room: {
    take: async (room, host, index) => () =>
      call('POST', `/rooms/${room}/seats/${1 + (index % 7)}/take`, host),
    ...common,
  },
  live_stream: {
    invite: async (room, host, index) => () => call('POST', `/rooms/${room}/stage/p${index % 5}`, host),
    ...common,
  },
};

const times = new Map<string, Record<Crowd, number[]>>();
const prepared = roomTypes.flatMap((type) =>
  Object.entries(operations[type]).map(([name, prepare]) => ({ type, name, prepare })),
);
for (const { type, name, prepare } of prepared) {
  const of: Record<Crowd, number[]> = { small: [], large: [] };
  times.set(`${type} ${name}`, of);
  for (let index = 0; index < rounds + warmUp; index++)
    for (const crowd of ['small', 'large'] as const) {
      const room = roomOf(crowd, type);
      const work = await prepare(room, hosts.get(room)!, index);
      const begun = performance.now();
      const after = await work();
      if (index >= warmUp) of[crowd].push(performance.now() - begun);
      if (typeof after === 'function') await after();
    }
  await engine.idle();
  const [small, large] = [quantile(of.small, 0.5), quantile(of.large, 0.5)];
  console.log(
    `  ${`${type} ${name}`.padEnd(18)} p50 ${ms(small)} with ${crowds.small}, ${ms(large)} with ${crowds.large}: ratio ${(large / small).toFixed(2)}` +
      ` (p95 ${ms(quantile(of.small, 0.95))}, ${ms(quantile(of.large, 0.95))})`,
  );
}

const doc = JSON.stringify({ room: 'x'.repeat(900) });
const row = JSON.stringify({ person: 'x'.repeat(200) });
const statements = {
  tables: [
    'create table rooms (name text primary key, version bigint, doc text)',
    'create table people (identity text primary key, row text)',
  ],
  read: ['select doc from rooms where name =', 'select row from people where identity ='],
};

async function raw(): Promise<number[]> {
  const taken: number[] = [];
  const round = async (
    execute: (sql: string, ...values: unknown[]) => unknown,
    mark: (index: number) => string,
  ) => {
    for (let index = 0; index < rounds + warmUp; index++) {
      const begun = performance.now();
      await execute('begin');
      for (let times = 0; times < 3; times++) await execute(`${statements.read[0]} ${mark(1)}`, 'room');
      for (let times = 0; times < 2; times++) await execute(`${statements.read[1]} ${mark(1)}`, 'person');
      await execute(`update rooms set version = ${mark(1)}, doc = ${mark(2)}`, index, doc);
      await execute(`update people set row = ${mark(1)}`, row);
      await execute('commit');
      if (index >= warmUp) taken.push(performance.now() - begun);
    }
  };
  if (process.env['DATABASE_URL']) {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    await client.query('create temporary table rooms (name text primary key, version bigint, doc text)');
    await client.query('create temporary table people (identity text primary key, row text)');
    await client.query("insert into rooms values ('room', 0, $1)", [doc]);
    await client.query("insert into people values ('person', $1)", [row]);
    await round(
      (sql, ...values) => client.query(sql, values),
      (index) => `$${index}`,
    );
    await client.end();
  } else {
    const db = new Libsql(join(folder, 'raw.db'));
    db.exec('pragma journal_mode = wal; pragma synchronous = full;');
    for (const table of statements.tables) db.exec(table);
    db.prepare('insert into rooms values (?, 0, ?)').run('room', doc);
    db.prepare('insert into people values (?, ?)').run('person', row);
    const prepared = new Map<string, Libsql.Statement>();
    await round(
      (sql, ...values) => {
        if (sql === 'begin' || sql === 'commit') return db.exec(sql === 'begin' ? 'begin immediate' : sql);
        const statement = prepared.get(sql) ?? db.prepare(sql);
        prepared.set(sql, statement);
        return sql.startsWith('select') ? statement.all(...values) : statement.run(...values);
      },
      () => '?',
    );
    db.close();
  }
  return taken;
}

const rawTimes = await raw();
const take = times.get('audio_room take')!;
console.log(
  `  raw statements of a take p50 ${ms(quantile(rawTimes, 0.5))}, p95 ${ms(quantile(rawTimes, 0.95))}; ` +
    `a take is ${(quantile(take.large, 0.5) / quantile(rawTimes, 0.5)).toFixed(1)} × of that`,
);

/** Reads a seat of the small room every millisecond while `work` goes on, and answers how long each read took. */
async function readingWhile(work: () => Promise<unknown>): Promise<number[]> {
  const reads: number[] = [];
  let going = true;
  const done = work().finally(() => (going = false));
  while (going) {
    const begun = performance.now();
    await call('GET', `/rooms/${roomOf('small')}/seats`, hosts.get(roomOf('small')));
    reads.push(performance.now() - begun);
    await pause(1);
  }
  await done;
  return reads;
}

const slowest = (reads: readonly number[]) =>
  `slowest read ${ms(Math.max(...reads))}, p99 ${ms(quantile(reads, 0.99))} of ${reads.length}`;
await readingWhile(() => pause(1000));
console.log(`  without a look: ${slowest(await readingWhile(() => pause(1500)))}`);
for (const crowd of ['small', 'large'] as const) {
  const looks: number[] = [];
  const worked: number[] = [];
  for (let index = 0; index < 10; index++) {
    const begun = performance.now();
    const before = performance.eventLoopUtilization();
    await engine.reconcile(developmentApp.id, roomOf(crowd));
    worked.push(performance.eventLoopUtilization(before).active);
    looks.push(performance.now() - begun);
  }
  console.log(
    `  a quiet look at ${crowds[crowd]}: p50 ${ms(quantile(looks, 0.5))}, of which this thread worked ${ms(quantile(worked, 0.5))}`,
  );
}
const lookAtLarge = () => engine.reconcile(developmentApp.id, roomOf('large'));
const quiet = await readingWhile(async () => {
  for (let index = 0; index < 10; index++) await lookAtLarge();
});
console.log(`  during quiet looks at ${crowds.large}: ${slowest(quiet)}`);
// Another engine begins without a listing, so that its looks compare everybody.
const complete: number[] = [];
for (let index = 0; index < 3; index++) {
  await engine.close();
  ({ store, engine } = await start());
  complete.push(...(await readingWhile(lookAtLarge)));
}
console.log(`  during complete looks at ${crowds.large}: ${slowest(complete)}`);
await engine.close();
standIn.disconnect();
rmSync(folder, { recursive: true, force: true });
