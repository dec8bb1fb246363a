import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from '../support/model/history/served.ts';

const [takers, rounds] = [200, 100];
/** A token that nobody comes with is given up after three minutes: it is asked for again before. */
const kept = 25;

describe(`A seat that ${takers} people take at once over HTTP`, () => {
  let served: Awaited<ReturnType<typeof serve>>;
  before(async () => void (served = await serve()));
  after(() => served.close());

  it(`has one winner, ${rounds} times, and nobody has two seats`, async () => {
    const { call } = served.house('lobby');
    const join = async (identity: string, more: object = {}) => {
      const body = { room_name: 'lobby', identity, session_id: identity.padEnd(32, '0'), ...more };
      const { status, json } = await call('POST', '/token', { body });
      assert.equal(status, 200);
      return { identity, bearer: json.user_token };
    };
    const { bearer } = await join('host', { role: 'host' });
    const asHost = async (method: string, path: string) => {
      const { status, json } = await call(method, `/rooms/lobby/seats${path}`, { bearer });
      assert.equal(status, 200);
      return json;
    };
    const everybody = () => Promise.all(Array.from({ length: takers }, (_, index) => join(`p${index}`)));
    let people = await everybody();
    for (let round = 0; round < rounds; round++) {
      if (round % kept === kept - 1) people = await everybody();
      const index = 1 + (round % 7);
      const found = await asHost('GET', '');
      // Those who sit elsewhere try too: whoever wins has moved.
      const free = found.seats[index]!.occupant_identity ? await asHost('POST', `/${index}/kick`) : found;
      const take = ({ bearer }: (typeof people)[number]) =>
        call('POST', `/rooms/lobby/seats/${index}/take`, { bearer });
      const answers = await Promise.all(people.map(take));
      const won = people.filter((_, at) => answers[at]!.status === 200);
      assert.equal(won.length, 1);
      assert.ok(answers.every(({ status, json }) => status === 200 || json.code === 'seat_taken'));
      const { rev, seats } = await asHost('GET', '');
      assert.equal(rev, free.rev + 1);
      const sitting = seats.flatMap(({ occupant_identity }) => occupant_identity ?? []);
      assert.equal(new Set(sitting).size, sitting.length);
      assert.equal(seats[index]!.occupant_identity, won[0]!.identity);
    }
  });
});
