import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';
import { settled } from '../support/fakes/fake-clock.ts';

for (const type of ['audio_room', 'live_stream'] as const)
  describe(`the audience of the product ${type}`, () => {
    async function stream() {
      const world = await startEngine();
      const join = (identity: string, more: object = {}) => world.join(identity, { type, ...more });
      const leave = async (identity: string, who: Awaited<ReturnType<typeof join>>) => {
        await who.as('POST', '/leave');
        world.livekit.drop(identity);
        await settled();
        await world.engine.idle();
      };
      const news = () =>
        world.livekit.audience.map(({ count, joined = [], left = [] }) => [
          count,
          joined.map(({ identity }) => identity),
          left,
        ]);
      return { ...world, join, leave, news };
    }

    it('is told at once of a participant who comes, and then at most four times a second', async () => {
      const { join, news, clock, engine } = await stream();
      await join('ada');
      assert.deepEqual(news(), [[1, ['ada'], []]]);
      await join('bob');
      await join('eve');
      assert.equal(news().length, 1);
      await clock.pass(249);
      assert.equal(news().length, 1);
      await clock.pass(1);
      await engine.idle();
      assert.deepEqual(news(), [
        [1, ['ada'], []],
        [3, ['bob', 'eve'], []],
      ]);
    });

    it('is told nothing where nothing changed, nor of one who came and went between two messages', async () => {
      const { join, leave, news, clock, engine } = await stream();
      await join('ada');
      const bob = await join('bob');
      await leave('bob', bob);
      await clock.pass(5_000);
      await engine.idle();
      assert.deepEqual(news(), [[1, ['ada'], []]]);
    });

    it('is told of those who left, by their identities', async () => {
      const { join, leave, news, clock, engine } = await stream();
      await join('ada');
      const bob = await join('bob');
      await clock.pass(1_000);
      await engine.idle();
      await leave('bob', bob);
      assert.deepEqual(news().at(-1), [1, [], ['bob']]);
    });

    it('is named at most ten at a time', async () => {
      const { join, livekit, clock, engine } = await stream();
      for (let index = 0; index < 14; index++) await join(`p${index}`);
      await clock.pass(250);
      await engine.idle();
      const last = livekit.audience.at(-1) as { joined: object[]; count: number } & { more?: boolean };
      assert.deepEqual([last.joined.length, last.count, last.more], [10, 14, true]);
    });

    it('is counted on with a higher number by an engine that was started anew', async () => {
      const { join, livekit, store, clock } = await stream();
      await join('ada');
      const next = await startEngine({ store, livekit });
      await next.clock.pass(clock.now() - next.clock.now() + 1_000);
      await next.join('bob', { type });
      await next.engine.idle();
      const [first, last] = [livekit.audience[0]!, livekit.audience.at(-1)!];
      assert.ok(last.seq > first.seq, `${last.seq} > ${first.seq}`);
      assert.equal(last.count, 2);
    });

    it('is told nothing while the media server does not answer, and the number afterwards', async () => {
      const { join, livekit, clock, engine, leave } = await stream();
      await join('ada');
      const bob = await join('bob');
      livekit.down = true;
      await clock.pass(1_000);
      livekit.down = false;
      const before = livekit.audience.length;
      await leave('bob', bob);
      await clock.pass(1_000);
      await engine.idle();
      assert.ok(livekit.audience.length > before);
      assert.equal(livekit.audience.at(-1)!.count, 1);
    });
  });

/** A room of so many people that is told of one more, and the milliseconds that it waits for the news. */
async function oneMore(type: 'audio_room' | 'live_stream', people: number) {
  const { join, clock, engine, livekit } = await startEngine();
  for (let index = 0; index < people; index++) await join(`p${index}`, { type });
  await clock.pass(6_000);
  await engine.idle();
  for (const identity of ['first', 'second']) await join(identity, { type });
  const told = () => livekit.audience.some(({ count }) => count === people + 2);
  let waited = 0;
  for (; !told(); waited += 50) {
    await clock.pass(50);
    await engine.idle();
  }
  const named = livekit.audience.some(({ joined = [] }) =>
    joined.some(({ identity }) => identity === 'second'),
  );
  return { waited, named };
}

describe('The audience of a room by its size', () => {
  for (const [type, people, waited, named] of [
    ['audio_room', 20, 250, true],
    ['audio_room', 60, 400, true],
    ['live_stream', 10, 250, true],
    ['live_stream', 20, 5_000, false],
  ] as const)
    it(`${people} people in the product ${type}: ${waited} ms between two messages, names: ${named}`, async () => {
      assert.deepEqual(await oneMore(type, people), { waited, named });
    });
});
