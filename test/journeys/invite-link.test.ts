import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { journey } from '../support/journey.ts';
import { connected, inRoom, roomMarkup } from '../support/room-page.ts';

const role = (page: Awaited<ReturnType<ReturnType<typeof journey>['visit']>>) =>
  page.locator('utd-audio-room').getAttribute('data-role');

describe('A host without a backend', () => {
  const house = journey({ servers: 'own' });

  /** The address that `npm run engine -- invite …` prints. */
  async function link(page: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, UTD_DEV: '1', UTD_DATA: house.stack.folder };
    const command = ['scripts/engine.mjs', 'invite', ...args, '--page', house.stack.pages.url + page];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env });
    return stdout.trim().slice(house.stack.pages.url.length);
  }

  const page = (who: string) =>
    new URL(
      house.stack.pages.put(
        `/${who}.html`,
        `<!doctype html><html lang="en"><head><title>Linked</title>
         <script type="module" src="/dist/cdn/utd.js"></script></head>
         <body>${roomMarkup(`room="linked" identity="${who}"`)}</body></html>`,
      ),
    ).pathname;

  it('opens a link and is host, in a room that somebody else came to first', async () => {
    const guest = await house.visit(page('guest'));
    await connected(guest);
    const host = await house.visit(await link(page('host'), 'linked'));
    await connected(host);
    assert.equal(await role(host), 'host');
    assert.equal(new URL(host.url()).hash, '', 'the link is still in the address');
    await host.reload();
    await connected(host);
    assert.equal(await role(host), 'host', 'a reload lost the link');

    const { token } = await inRoom(host, ({ session }) => session.moderation.invite('admin'));
    const admin = await house.visit(`${page('admin')}#utd-invite=${token}`);
    await connected(admin);
    assert.deepEqual([await role(admin), await role(guest)], ['admin', 'listener']);
  });

  it('opens a link that is spoiled, hears so, and comes in without it by a click', async () => {
    const late = await house.visit(`${(await link(page('late'), 'linked')).slice(0, -6)}AAAAAA`);
    await late.waitForSelector('utd-audio-room[data-ended="failed"]');
    await late.getByRole('button', { name: 'Join' }).click();
    await connected(late);
    assert.equal(await role(late), 'listener');
  });
});
