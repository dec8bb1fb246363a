import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore, type Store } from '../../engine/store/store.ts';
import { ownCluster } from '../support/engine/cluster.ts';
import { newDatabase, newPostgres, server, type TestDatabase } from '../support/engine/databases.ts';
import { networkTo } from '../support/engine/network.ts';
import { startEngine } from '../support/journey/engine.ts';

/** The time of an answer and of a recovery, in milliseconds, and the time that a busy machine adds. */
const promised = 2_000;
const busy = 1_000;

const people = ['ada', 'bob', 'cleo'];

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof startEngine>>['call']>>;

/** A room with participants on an engine of this process, whose database goes away. */
async function openRoom(store: Store) {
  const { engine, call, join, stored, logged } = await startEngine({ store });
  const joined = new Map<string, Awaited<ReturnType<typeof join>>['as']>();
  for (const identity of people) joined.set(identity, (await join(identity)).as);
  const timed = async (work: Promise<Answer>): Promise<Answer> => {
    const begun = performance.now();
    const answer = await work;
    const ms = performance.now() - begun;
    assert.ok(ms < promised + busy, `an answer after ${Math.round(ms)} ms`);
    return answer;
  };
  const take = (identity: string, seat: number) =>
    timed(joined.get(identity)!('POST', `/seats/${seat}/take`));
  const health = () => timed(call('GET', '/health'));
  return {
    take,
    logged,
    close: () => engine.close(),
    seats: async () => (await stored('lobby'))!.room.seats.map(({ identity }) => identity),
    /** Each command is refused in time, those that wait in the line of the room too, and the health says why. */
    async isAway() {
      const answers = await Promise.all(
        [...people, ...people].map((identity, seat) => take(identity, seat + 1)),
      );
      for (const { status, json } of answers) assert.deepEqual([status, json.code], [503, 'unavailable']);
      const { status, json } = await health();
      assert.deepEqual([status, json.store], [503, 'unreadable']);
    },
    /** All is well in time: the health, and a command of everybody. */
    async isBack() {
      const end = performance.now() + promised + busy;
      while ((await health()).status !== 200) assert.ok(performance.now() < end, 'not healthy in time');
      for (const [seat, identity] of people.entries()) {
        const { status, json } = await take(identity, seat + 1);
        assert.equal(status, 200, JSON.stringify(json));
      }
      assert.ok(performance.now() < end, 'no command in time');
      assert.deepEqual((await this.seats()).slice(1, 4), people);
    },
  };
}

if (server)
  describe('A Postgres that is away', () => {
    let cluster: Awaited<ReturnType<typeof ownCluster>>;
    let database: TestDatabase;
    let room: Awaited<ReturnType<typeof openRoom>>;
    const log: string[] = [];
    const open = (address: string) =>
      openStore(address, (line, about) => void log.push(`${line} ${String(about?.error)}`));

    before(async () => void (cluster = await ownCluster()));
    after(() => cluster.close());
    beforeEach(async () => void (database = await newPostgres(cluster.url)));
    afterEach(async () => {
      const password = new URL(cluster.url).password;
      assert.ok(!log.some((line) => line.includes(password)), 'a log has the password');
      await database.drop();
    });

    it('because it hangs: commands are refused in time, and go on when it goes on', async () => {
      room = await openRoom(await open(database.database));
      assert.equal((await room.take('ada', 5)).status, 200);
      cluster.freeze();
      try {
        await room.isAway();
      } finally {
        cluster.thaw();
      }
      await room.isBack();
      await room.close();
    });

    it('because it hangs: an engine ends in time', async () => {
      room = await openRoom(await open(database.database));
      cluster.freeze();
      const begun = performance.now();
      await room.close();
      const ms = performance.now() - begun;
      cluster.thaw();
      assert.ok(ms < promised + busy, `${ms} ms`);
    });

    it('because it was stopped at work: keeps every answered change, and goes on when it is started', async () => {
      room = await openRoom(await open(database.database));
      const answered: number[] = [];
      const moves = (async () => {
        for (let seat = 1; ; seat = (seat % 7) + 1) {
          const { status } = await room.take('ada', seat);
          if (status !== 200) return status;
          answered.push(seat);
          if (answered.length === 10) void cluster.stop();
        }
      })();
      assert.equal(await moves, 503);
      await room.isAway();
      await cluster.start();
      const held = (await room.seats()).flatMap((identity, index) => (identity === 'ada' ? [index] : []));
      assert.equal(held.length, 1);
      // One more may have been written whose answer was not sent.
      const last = answered.at(-1)!;
      assert.ok(held[0] === last || held[0] === (last % 7) + 1, `on ${held[0]} after ${last}`);
      await room.isBack();
      await room.close();
    });

    it('in the middle of a transaction: nothing of it is kept, and no error is left without a listener', async () => {
      const store = await open(database.database);
      const ban = { app: '1', room: '', identity: 'ada', reason: null, at: 1, until: null };
      const cut = store.transaction({ app: '1', room: '' }, async (tx) => {
        await tx.saveBan(ban);
        await cluster.stop();
        await pause(20);
        await tx.saveBan(ban);
      });
      await assert.rejects(cut, { name: 'Refusal', code: 'unavailable' });
      await cluster.start();
      assert.equal(await store.read((tx) => tx.countBans('1', null, 0)), 0);
      await store.close();
    });

    it('because the network has forgotten its connections: one command is refused, and the next is not', async () => {
      const network = await networkTo(cluster.port);
      const address = new URL(database.database);
      address.port = String(network.port);
      const store = await open(address.href);
      room = await openRoom(store);
      // Several connections are idle now.
      await Promise.all(Array.from({ length: 6 }, () => store.read((tx) => tx.nextDeadline())));
      network.forget();
      assert.equal((await room.take('ada', 5)).status, 503);
      await room.isBack();
      await room.close();
      await network.close();
    });
  });

describe('A SQLite file that another process has locked', () => {
  /** Holds the lock until it is told to end. */
  const holder = (path: string) => `
    import Libsql from 'libsql';
    const database = new Libsql(${JSON.stringify(path)});
    database.exec('begin immediate');
    console.log('locked');
    process.stdin.once('data', () => { database.exec('rollback'); process.exit(0); });`;

  const locked = async (path: string) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder(path)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return async () => {
      child.stdin.write('end');
      await once(child, 'exit');
    };
  };

  it('for a second: a command waits; for longer: it is refused in time, and reads go on', async () => {
    const { database, drop } = await newDatabase('sqlite');
    const room = await openRoom(await openStore(database, () => {}));
    const release = await locked(database);
    const waiting = room.take('ada', 5);
    await pause(1_000);
    assert.equal((await room.seats())[5], null);
    await release();
    assert.equal((await waiting).status, 200);

    const releaseLate = await locked(database);
    const answers = await Promise.all(people.map((identity, seat) => room.take(identity, seat + 1)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      people.map(() => 503),
    );
    assert.equal((await room.seats())[5], 'ada');
    await releaseLate();
    await room.isBack();
    await room.close();
    await drop();
  });
});
