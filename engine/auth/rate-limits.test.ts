import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';
import { mint, production } from '../../test/support/journey/production.ts';

async function seated() {
  const world = await startEngine(production);
  const join = async (identity: string) => {
    const { json } = await world.call('POST', '/token', mint(identity));
    return (method: string, path: string, headers: Record<string, string> = {}) =>
      world.call(method, `/rooms/lobby${path}`, { bearer: json.user_token, headers });
  };
  return { ...world, join };
}

describe('limits', () => {
  it('ten seat operations in two seconds, and then the time to wait', async () => {
    const { join } = await seated();
    const ada = await join('ada');
    const answers = [];
    for (let index = 0; index < 11; index++) answers.push(await ada('POST', `/seats/${index % 2}/take`));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...Array<number>(10).fill(200), 429],
    );
    const { json, headers } = answers[10]!;
    assert.equal(json.code, 'rate_limited');
    assert.equal(headers.get('retry-after'), String(json.retry_after));
  });

  it('one person’s are not another’s', async () => {
    const { join } = await seated();
    const [ada, bob] = [await join('ada'), await join('bob')];
    for (let index = 0; index < 11; index++) await ada('POST', `/seats/${index % 2}/take`);
    assert.equal((await bob('POST', '/seats/5/take')).status, 200);
  });

  it('come after the role: who may not hears that first', async () => {
    const { join } = await seated();
    const ada = await join('ada');
    const codes = [];
    for (let index = 0; index < 25; index++) codes.push((await ada('POST', '/seats/1/lock')).json.code);
    assert.deepEqual(new Set(codes), new Set(['forbidden_role']));
  });

  it('a refusal by a limit is not kept under the key: the act can be tried again', async ({ mock }) => {
    // The limiter reads the system's time.
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { join } = await seated();
    const ada = await join('ada');
    for (let index = 0; index < 10; index++) await ada('POST', `/seats/${index % 2}/take`);
    const act = { 'idempotency-key': 'one-act-of-ada-0001' };
    assert.equal((await ada('POST', '/seats/5/take', act)).status, 429);
    mock.timers.tick(2_050);
    assert.equal((await ada('POST', '/seats/5/take', act)).status, 200);
  });

  it('twenty mints of one person in a minute; coming back with the bearer of the session is none', async () => {
    const { call } = await startEngine(production);
    const first = await call('POST', '/token', mint('ada'));
    const bearer = first.json.user_token;
    for (let index = 0; index < 30; index++)
      assert.equal((await call('POST', '/token', { ...mint('ada'), bearer })).status, 200);
    for (let index = 1; index < 20; index++) await call('POST', '/token', mint('ada'));
    assert.equal((await call('POST', '/token', mint('ada'))).json.code, 'rate_limited');
  });

  it('a bearer of one person is no pass for mints of others', async () => {
    const { call } = await startEngine(production);
    const { json } = await call('POST', '/token', mint('ada'));
    const other = { ...mint('bob').body, session_id: 'ada'.padEnd(32, '0') };
    const { status } = await call('POST', '/token', { body: other, bearer: json.user_token });
    assert.equal(status, 401);
  });

  it('twenty wrong bearers of one address: after them the right key is refused too', async () => {
    const { call } = await startEngine(production);
    for (let index = 0; index < 20; index++)
      assert.equal((await call('GET', '/rooms/lobby', { bearer: `guess-${index}` })).status, 401);
    const { status, json } = await call('POST', '/token', mint('ada'));
    assert.deepEqual([status, json.code], [429, 'rate_limited']);
  });
});
