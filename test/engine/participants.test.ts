import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

type Listed = { readonly identity: string }[];

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host' });
  for (const each of ['ada', 'ben', 'eve']) {
    await world.clock.pass(1000);
    await world.join(each);
  }
  await world.engine.reconcile('1234567890', 'lobby');
  const list = async (query: string) => {
    const { json } = await host.as('GET', `/participants${query}`);
    return json.code ?? (json.participants as Listed).map(({ identity }) => identity);
  };
  return { ...world, host, list };
}

describe('The list of people', () => {
  it('has everybody who is there, in the order in which they came', async () => {
    const { list, livekit, engine } = await house();
    assert.deepEqual(await list(''), ['host', 'ada', 'ben', 'eve']);
    livekit.drop('ben');
    await engine.reconcile('1234567890', 'lobby');
    assert.deepEqual(await list(''), ['host', 'ada', 'eve']);
  });

  it('comes in pages, of which the last is followed by an empty one', async () => {
    const { list } = await house();
    assert.deepEqual(await list('?page=1&per_page=3'), ['host', 'ada', 'ben']);
    assert.deepEqual(await list('?page=2&per_page=3'), ['eve']);
    assert.deepEqual(await list('?page=3&per_page=3'), []);
    assert.equal(await list('?page=0'), 'invalid_request');
  });

  it('of a role has those alone, and says how many there are', async () => {
    const { list, host } = await house();
    assert.deepEqual(await list('/by-role?role=listener&page=2&per_page=2'), ['eve']);
    const { json } = await host.as('GET', '/participants/by-role?role=listener&per_page=2');
    assert.deepEqual([json.total, json.page, json.per_page], [3, 1, 2]);
    assert.equal(await list('/by-role?role=king'), 'invalid_request');
  });

  it('has one person by their identity, and nobody who is not there', async () => {
    const { host } = await house();
    const { role, ...ada } = (await host.as('GET', '/participants/ada')).json;
    assert.deepEqual([ada.identity, role], ['ada', 'listener']);
    assert.equal((await host.as('GET', '/participants/nobody')).json.code, 'not_found');
  });
});
