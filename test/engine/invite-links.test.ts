import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';
import { inviteCommand } from '../../engine/join/invite-cli.ts';
import { developmentApp, type App } from '../../engine/core/config.ts';

/** An app whose people have no names of their own, and no backend to say who is host. */
const anonymous: App = { ...developmentApp, identities: 'anonymous', owners: 'signed' };

async function house() {
  const world = await startEngine({ apps: [anonymous] });
  const link = async (args: string) => {
    const installation = { apps: [anonymous], secret: 'secret' };
    const { hash } = new URL(await inviteCommand(args.split(' '), installation, world.clock));
    return hash.replace('#utd-invite=', '');
  };
  const mint = (who: string, invite?: string, more: object = {}) =>
    world.call('POST', '/token', {
      body: { room_name: 'lobby', session_id: world.session(who), ...(invite && { invite }), ...more },
    });
  return { ...world, link, mint };
}

describe('a signed link', () => {
  it('makes a host of whoever opens it first, where nobody else could claim the room', async () => {
    const { link, mint } = await house();
    assert.equal((await mint('before', undefined, { role: 'host' })).json.role, 'listener');
    const host = await link('lobby --role host');
    assert.equal((await mint('first', host)).json.role, 'host');
    // The room has its host: the link of a second one is clamped, never an error.
    assert.equal((await mint('second', host)).json.role, 'listener');
  });

  it('makes admins, and speakers who sit down without asking', async () => {
    const { link, mint, call } = await house();
    await mint('host', await link('lobby'), { seat_mode: 'request' });
    assert.equal((await mint('admin', await link('lobby --role admin'))).json.role, 'admin');
    const take = async (who: string, invite?: string) => {
      const bearer = (await mint(who, invite)).json.user_token;
      return (await call('POST', '/rooms/lobby/seats/2/take', { bearer })).json.code;
    };
    assert.equal(await take('guest'), 'request_required');
    const speaker = await link('lobby --role speaker');
    // Their page knows: its buttons ask nobody's leave.
    assert.equal((await mint('speaker', speaker)).json.room.cleared, true);
    assert.equal(await take('speaker', speaker), undefined);
  });

  it('gives nobody back what a host has taken away since: not by a reload, nor after being put out', async () => {
    const { link, mint, call, clock } = await house();
    const bearer = (await mint('host', await link('lobby'), { seat_mode: 'request' })).json.user_token;
    for (const [role, takes] of [
      ['admin', (who: string) => call('PUT', `${who}/role`, { bearer, body: { role: 'listener' } })],
      ['admin', (who: string) => call('DELETE', who, { bearer })],
      ['speaker', (who: string) => call('DELETE', who, { bearer })],
    ] as const) {
      const old = await link(`lobby --role ${role}`);
      const { identity, resume } = (await mint(role, old)).json;
      await clock.pass(1000);
      assert.ok((await takes(`/rooms/lobby/participants/${identity}`)).status < 300);
      await clock.pass(30_000);
      const again = async (invite: string) => {
        const { json } = await mint(role, invite, { resume });
        const { json: sat } = await call('POST', '/rooms/lobby/seats/2/take', { bearer: json.user_token });
        return [json.identity, json.role, sat.code];
      };
      assert.deepEqual(await again(old), [identity, 'listener', 'request_required']);
      // A link that a host has made since is a new word.
      const anew = await again(await link(`lobby --role ${role}`));
      assert.deepEqual(anew, [identity, role === 'admin' ? 'admin' : 'listener', undefined]);
      await call('DELETE', `/rooms/lobby/participants/${identity}`, { bearer });
    }
  });

  it('says nothing in another room', async () => {
    const { link, mint } = await house();
    const { json } = await mint('ada', await link('lobby'), { room_name: 'other' });
    assert.equal(json.role, 'listener');
  });

  it('that is too old, or signed by nobody, is refused with what to do', async () => {
    const { link, mint, clock } = await house();
    const old = await link('lobby --days 1');
    await clock.pass(25 * 3_600_000);
    assert.equal((await mint('ada', old)).json.code, 'invite_expired');
    assert.equal((await mint('ada', `${old.slice(0, -4)}AAAA`)).json.code, 'unauthenticated');
  });

  it('that runs out while somebody is there does not keep them from coming back after an outage', async () => {
    const { link, mint, call, clock, session } = await house();
    const short = await link('lobby --role admin --days 0.001');
    const { user_token: bearer, resume } = (await mint('ada', short)).json;
    await clock.pass(90_000);
    const body = { room_name: 'lobby', session_id: session('ada'), invite: short, resume };
    const { json } = await call('POST', '/token', { bearer, body });
    assert.deepEqual([json.code, json.role], [undefined, 'admin']);
  });

  it('is made in the room by the host, of speakers also by admins', async () => {
    const { link, mint, call } = await house();
    const [host, admin] = [
      (await mint('host', await link('lobby'))).json.user_token,
      (await mint('admin', await link('lobby --role admin'))).json.user_token,
    ];
    const make = (bearer: string, role: string) =>
      call('POST', '/rooms/lobby/invite', { bearer, body: { role } });
    const made = await make(host, 'admin');
    assert.equal((await mint('more', made.json.invite)).json.role, 'admin');
    assert.equal((await make(admin, 'admin')).json.code, 'owner_only');
    assert.equal((await make(admin, 'speaker')).status, 200);
  });

  it('is no bearer, and a bearer is no link', async () => {
    const { link, mint, call } = await house();
    const invite = await link('lobby');
    const bearer = (await mint('ada', invite)).json.user_token;
    assert.equal((await call('GET', '/rooms/lobby', { bearer: invite })).json.code, 'unauthenticated');
    assert.equal((await mint('bob', bearer)).json.code, 'unauthenticated');
  });

  for (const [args, what] of [
    ['', 'A room name'],
    ['lobby --role king', 'a role is'],
    ['lobby --days 0', '366 days'],
    ['lobby --app 1', "no app '1'"],
    ['lobby --page nowhere', 'no address'],
  ] as const)
    it(`is not made of 'invite ${args}', and the sentence says why`, async () => {
      await assert.rejects((await house()).link(args), (error: Error) => error.message.includes(what));
    });
});
