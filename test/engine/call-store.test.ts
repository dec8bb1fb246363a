import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore, type Store } from '../../engine/store/store.ts';
import { dialects, newDatabase } from '../support/engine/databases.ts';
import { phone, twoPeople } from '../support/engine/phones.ts';

for (const dialect of dialects)
  describe(`calls on ${dialect}`, () => {
    const on = async (work: (store: Store) => Promise<void>) => {
      const { database, drop } = await newDatabase(dialect);
      const store = await openStore(database, console.error);
      try {
        await work(store);
      } finally {
        await store.close();
        await drop();
      }
    };

    it('are one where two people call each other at once, 10 times', () =>
      on(async (store) => {
        const { anna, ben, engine } = await twoPeople({ store });
        for (let round = 0; round < 10; round++) {
          const [a, b] = await Promise.all([anna.start('ben'), ben.start('anna')]);
          assert.deepEqual([a.status, b.status, a.json.call_id], [200, 200, b.json.call_id]);
          assert.equal((await anna.read(a.json.call_id)).json.status, 'active');
          await anna.act(a.json.call_id, 'end');
          await engine.idle();
        }
      }));

    it('are one for a person whom four call at once, and who calls a fifth', () =>
      on(async (store) => {
        const world = await twoPeople({ store });
        const others = await Promise.all(['eve', 'fay', 'gil', 'hal'].map((each) => phone(world, each)));
        const answers = await Promise.all([
          ...others.map((each) => each.start('ben')),
          world.ben.start('ida'),
        ]);
        const codes = answers.map(({ status, json }) => (status === 200 ? 'ok' : json.code)).sort();
        assert.deepEqual(codes, ['busy', 'busy', 'busy', 'busy', 'ok']);
      }));

    it('have one winner where both devices answer at once, 10 times', () =>
      on(async (store) => {
        const { anna, ben, desk, engine } = await twoPeople({ store });
        for (let round = 0; round < 10; round++) {
          const { call_id: id } = (await anna.start('ben')).json;
          const answers = await Promise.all([ben.accept(id), desk.accept(id)]);
          assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
          await anna.act(id, 'end');
          await engine.idle();
        }
      }));

    it('leave nothing in the store a day after they are over', () =>
      on(async (store) => {
        const { anna, clock, store: kept } = await twoPeople({ store });
        const { call_id: id } = (await anna.start('ben')).json;
        await anna.act(id, 'end');
        const busyOrOver = await kept.read((tx) => tx.findCallOf('1234567890', 'anna'));
        assert.equal(busyOrOver, null);
        await clock.sleep(25 * 3_600_000);
        const rows = () =>
          kept.read(async (tx) => [await tx.findCall('1234567890', id), await tx.epochOf('1234567890', id)]);
        // The database answers in its own time.
        for (let tries = 0; tries < 100 && (await rows())[0]; tries++) await clock.pass(1_000);
        assert.deepEqual(await rows(), [null, 0]);
      }));
  });
