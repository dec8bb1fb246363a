import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits, type LimitName } from '../../src/protocol/limits.ts';
import { phone } from '../support/engine/phones.ts';
import { signedIn } from '../support/engine/signal-client.ts';
import { startEngine } from '../support/journey/engine.ts';
import { mint, production } from '../support/journey/production.ts';

type World = Awaited<ReturnType<typeof startEngine>>;
/** The `index`th time that somebody does it. */
type Act = (index: number) => ReturnType<World['call']>;

const from = (address: string) => ({ 'x-forwarded-for': address });

async function person({ call }: World, identity: string, more: object = {}) {
  const { json } = await call('POST', '/token', mint(identity, more));
  return (method: string, path: string, body: object = {}) =>
    call(method, `/rooms/lobby${path}`, { bearer: json.user_token, body });
}

/** Whoever does it: one person, or one address. */
const limited: Readonly<Record<LimitName, (world: World, who: string) => Promise<Act>>> = {
  mint:
    async ({ call }, who) =>
    () =>
      call('POST', '/token', mint(who)),
  mintAddress:
    async ({ call }, who) =>
    (index) => {
      const { body, headers } = mint(`p${index}`);
      return call('POST', '/token', { body, headers: { ...headers, ...from(who) } });
    },
  wrongKey:
    async ({ call }, who) =>
    (index) =>
      call('GET', '/rooms/lobby', { bearer: `guess-${index}`, headers: from(who) }),
  async callStarts(world, who) {
    const as = await phone(world, who);
    return async () => {
      const answer = await as.start('callee');
      if (answer.status === 200) await as.act(answer.json.call_id, 'end');
      return answer;
    };
  },
  async seats(world, who) {
    const as = await person(world, who);
    return (index) => as('POST', `/seats/${1 + (index % 2)}/take`);
  },
  async requests(world, who) {
    const as = await person(world, who);
    return () => as('POST', '/speakers/request');
  },
  async messages(world, who) {
    const as = await person(world, who);
    const message = (index: number) => ({ text: 'Hello', message_id: `message-number-${index}` });
    return (index) =>
      index % 2 ? as('POST', '/send-data', { data: 1 }) : as('POST', '/chat', message(index));
  },
  async signalFrames(world, who) {
    const socket = await signedIn(world, who);
    return async () => {
      const { t, d: json } = await socket.answer('ping');
      const headers = new Headers({ 'retry-after': String(json.retry_after) });
      return { status: t === 'error' ? 429 : 200, json, headers };
    };
  },
  async changes(world, who) {
    const as = await person(world, who);
    return (index) => as('PUT', '/participants/me', { name: `Name ${index}` });
  },
};

describe('the limit of', () => {
  for (const [name, { points, seconds }] of Object.entries(limits))
    it(`${name} is ${points} in ${seconds} s, for each alone, and over when it says`, async ({ mock }) => {
      // The limiter counts by the system's time, and forgets by its timers.
      mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() });
      const world = await startEngine({ ...production, trustProxy: 1 });
      const [one, other] = [
        await limited[name as LimitName](world, 'ada'),
        await limited[name as LimitName](world, 'bob'),
      ];
      const statuses: number[] = [];
      for (let index = 0; index < points; index++) statuses.push((await one(index)).status);
      assert.ok(!statuses.includes(429), `${statuses.indexOf(429) + 1} were too many`);
      const refused = await one(points);
      const wait = Number(refused.headers.get('retry-after'));
      assert.deepEqual([refused.status, refused.json.code], [429, 'rate_limited']);
      assert.equal(refused.json.retry_after, wait);
      assert.ok(wait > 0 && wait <= seconds, `${wait} s`);
      assert.notEqual((await other(0)).status, 429);
      // Who asks all the same waits no longer for it.
      for (let tries = 0; tries < 3; tries++) assert.equal((await one(points)).status, 429);
      mock.timers.tick(wait * 1000);
      assert.notEqual((await one(points + 1)).status, 429);
    });
});

describe('a request to speak', () => {
  it('can be taken back at once, as everything else can be done', async () => {
    const world = await startEngine(production);
    const ada = await person(world, 'ada', { seat_mode: 'request' });
    assert.equal((await ada('POST', '/speakers/request')).status, 200);
    assert.equal((await ada('DELETE', '/speakers/request')).status, 204);
    assert.equal((await ada('POST', '/chat', { text: 'Hi', message_id: 'message-number-1' })).status, 200);
  });
});
