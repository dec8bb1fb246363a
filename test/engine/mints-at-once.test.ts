import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { developmentApp, type App } from '../../engine/core/config.ts';
import { openStore, type Store } from '../../engine/store/store.ts';
import { dialects, newDatabase, onPostgres, type Dialect } from '../support/engine/databases.ts';
import { FakeLiveKit } from '../support/fakes/fake-livekit.ts';
import { startEngine } from '../support/journey/engine.ts';

const app: App = { ...developmentApp, secret: 's'.repeat(40), identities: 'open' };

/** A store that can hold one transaction at its end: on Postgres before the commit, with all locks of the transaction. */
class HoldingStore implements Store {
  readonly #store: Store;
  readonly #dialect: Dialect;
  #held: (() => Promise<void>) | undefined;

  constructor(store: Store, dialect: Dialect) {
    this.#store = store;
    this.#dialect = dialect;
  }

  /** Holds the next transaction. @returns a promise of the function that lets the transaction go on */
  holdNext(): Promise<() => void> {
    return new Promise((reached) => {
      this.#held = () => new Promise((goOn) => reached(goOn));
    });
  }

  transaction: Store['transaction'] = async (lock, work, end) => {
    const held = this.#held;
    this.#held = undefined;
    // SQLite has one writer: a transaction that is held before its commit would stop all others.
    if (this.#dialect === 'sqlite') {
      const result = await this.#store.transaction(lock, work, end);
      await held?.();
      return result;
    }
    const holding: typeof work = async (tx) => {
      const result = await work(tx);
      await held?.();
      return result;
    };
    return this.#store.transaction(lock, holding, end);
  };

  read: Store['read'] = (work) => this.#store.read(work);

  readOne: Store['readOne'] = (work) => this.#store.readOne(work);

  close = () => this.#store.close();
}

async function twoEngines(dialect: Dialect) {
  const { database, drop } = await newDatabase(dialect);
  const store = new HoldingStore(await openStore(database, console.error), dialect);
  const livekit = new FakeLiveKit();
  const first = await startEngine({ apps: [app], store, livekit });
  const second = await startEngine({
    apps: [app],
    store: await openStore(database, console.error),
    livekit,
  });
  const minting = (engine: typeof first, body: object) =>
    engine.call('POST', '/token', { body: { room_name: 'lobby', session_id: 'a'.repeat(32), ...body } });
  const banning = (engine: typeof first, identity: string) =>
    engine.call('POST', '/rooms/ban', { body: { identity }, headers: { 'x-app-secret': app.secret } });
  const close = async () => {
    await first.engine.close();
    await second.engine.close();
    await drop();
  };
  return { database, first, second, store, minting, banning, close };
}

const sign = () =>
  new SignJWT({ app: app.id, sub: 'ada', jti: 'one-token-for-all', exp: Date.UTC(2026, 0, 1) / 1000 + 60 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(app.secret));

const waitingForLock = `select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;

for (const dialect of dialects)
  describe(`Mints of one app at once, on ${dialect}`, () => {
    it('do not wait for each other, in one engine or in two', async () => {
      const { first, second, store, minting, close } = await twoEngines(dialect);
      try {
        const reached = store.holdNext();
        const slow = minting(first, { room_name: 'attic' });
        const goOn = await reached;
        const others = await Promise.all([first, second].map((engine) => minting(engine, {})));
        goOn();
        assert.deepEqual(
          [...others, await slow].map(({ status }) => status),
          [200, 200, 200],
        );
      } finally {
        await close();
      }
    });

    it('use a signed identity token once', async () => {
      const { first, second, minting, close } = await twoEngines(dialect);
      try {
        const identity_token = await sign();
        const answers = await Promise.all(
          [first, second, first, second].map((engine, index) =>
            minting(engine, { identity_token, room_name: `room${index}` }),
          ),
        );
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401, 401]);
      } finally {
        await close();
      }
    });

    it('give one resume secret the same identity', async () => {
      const { first, second, minting, close } = await twoEngines(dialect);
      try {
        const { json: guest } = await minting(first, {});
        const answers = await Promise.all(
          [first, second, first, second].map((engine) => minting(engine, { resume: guest.resume })),
        );
        assert.deepEqual(
          answers.map(({ json }) => [json.identity, json.resume]),
          answers.map(() => [guest.identity, guest.resume]),
        );
      } finally {
        await close();
      }
    });

    it('let in no person whom a ban of the whole project names meanwhile', async () => {
      const { first, second, store, minting, banning, close } = await twoEngines(dialect);
      try {
        const reached = store.holdNext();
        const minted = minting(first, { identity: 'ada' });
        const goOn = await reached;
        const banned = await banning(second, 'ada');
        goOn();
        assert.deepEqual([banned.status, (await minted).json.code], [200, 'banned']);
      } finally {
        await close();
      }
    });

    // SQLite has one writer at a time, lock or not.
    if (dialect === 'postgres')
      it('leave a ban of the whole project in line behind a refresh, which reads session and room', async () => {
        const { database, first, second, store, minting, banning, close } = await twoEngines(dialect);
        try {
          const { json: ada } = await minting(first, { identity: 'ada' });
          const reached = store.holdNext();
          const refreshed = first.call('POST', '/auth/refresh', { bearer: ada.user_token });
          const goOn = await reached;
          let answered = false;
          const banned = banning(second, 'ada').finally(() => (answered = true));
          while (!answered && !(await onPostgres(database, waitingForLock)).length);
          const early = answered;
          goOn();
          const answers = [await refreshed, await banned];
          assert.deepEqual([early, ...answers.map(({ status }) => status)], [false, 200, 200]);
          const later = await first.call('POST', '/auth/refresh', { bearer: ada.user_token });
          assert.equal(later.json.code, 'banned');
        } finally {
          await close();
        }
      });
  });
