import pg from 'pg';
import { at } from './load.ts';
import { now } from './watched.ts';

/** Texts as long as the document of a room with eight seats, and the row of a person. */
const doc = JSON.stringify({ document: 'x'.repeat(700) });
const row = JSON.stringify({ person: 'x'.repeat(220) });

/** The statements of a take, as the engine's store makes them, with the number of the room. */
const statements = (room: number): readonly (readonly [sql: string, ...values: unknown[]])[] => [
  ['begin'],
  [
    'select pg_advisory_xact_lock_shared(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 1))',
    'raw',
    `raw ${room}`,
  ],
  ['select ended from raw_takes.sessions where room = $1 and session = $2', room, 'session'],
  ['select doc from raw_takes.rooms where room = $1', room],
  ['select row from raw_takes.people where room = $1 and identity in ($2, $3)', room, 'p0', 'p1'],
  ['update raw_takes.rooms set version = version + 1, doc = $2 where room = $1', room, doc],
  ['commit'],
];

/** Makes the statements of `rate` takes a second by pg alone, each in the next room. @returns milliseconds of each */
export async function takesByPg(
  url: string,
  { rooms, rate, seconds }: { rooms: number; rate: number; seconds: number },
): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const take = async (index: number): Promise<number> => {
    const from = now();
    const client = await pool.connect();
    try {
      for (const [sql, ...values] of statements(index % rooms)) await client.query(sql, values);
    } finally {
      client.release();
    }
    return now() - from;
  };
  try {
    await pool.query(`create schema raw_takes
      create table rooms (room bigint primary key, version bigint, doc text)
      create table sessions (room bigint, session text, ended text, primary key (room, session))
      create table people (room bigint, identity text, row text, primary key (room, identity))`);
    for (let room = 0; room < rooms; room++) {
      await pool.query('insert into raw_takes.rooms values ($1, 0, $2)', [room, doc]);
      await pool.query("insert into raw_takes.sessions values ($1, 'session', null)", [room]);
      for (const identity of ['p0', 'p1'])
        await pool.query('insert into raw_takes.people values ($1, $2, $3)', [room, identity, row]);
    }
    const takes: Promise<number>[] = [];
    const begun = now();
    for (let index = 0; index < rate * seconds; index++) {
      await at(begun + (index * 1000) / rate);
      takes.push(take(index));
    }
    return await Promise.all(takes);
  } finally {
    await pool.query('drop schema raw_takes cascade');
    await pool.end();
  }
}
