import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, errorsOf, inRoom, roomMarkup, sees } from '../support/journey/room-page.ts';

const speakers = `
  <utd-participants><template><utd-participant class="person">
    <i data-utd-text="identity"></i><button command="--invite-to-speak">Invite</button>
  </utd-participant></template></utd-participants>
  <utd-requests><ul><template><li class="asks">
    <b data-utd-text="name"></b>: <q data-utd-text="note"></q>
    <button command="--approve">Yes</button><button command="--reject">No</button>
  </li></template></ul></utd-requests>
  <utd-invitations><template><p class="invites">
    <b data-utd-text="name"></b><button command="--accept">Speak</button><button command="--decline">No</button>
  </p></template></utd-invitations>
  <utd-status><data id="place" data-utd-text="position"></data></utd-status>
  <button command="--request-to-speak" value="About the second point">Ask</button>
  <button command="--cancel-request">Never mind</button>`;

const asks = (page: Page) => page.locator('.asks');
const press = (page: Page, command: string) => page.locator(`button[command="${command}"]`).click();
const silent = async (page: Page) => (await listen(page)).loudest === 0;

describe('A room on request', () => {
  const house = journey();

  /** A room of its own, with a host in it. */
  async function scene(room: string) {
    const enter = async (who: string, more = '') => {
      const page = await house.open(
        roomMarkup(`room="${room}" identity="${who}" name="${who}" ${more}`, speakers),
      );
      await connected(page);
      return page;
    };
    const host = await enter('host', 'as-host seat-mode="request" seat-count="4"');
    const promote = (identity: string) =>
      host.evaluate(async (identity) => {
        const { session } = document.querySelector('utd-audio-room')!;
        const scope = Reflect.get(session, 'scope') as {
          call(name: string, request: object): Promise<unknown>;
        };
        const request = { attempted: 'promote', params: { identity }, body: { role: 'admin' } };
        await scope.call('changeRole', request);
      }, identity);
    return { host, enter, promote };
  }

  it('seats who asked once an admin approves, and they are heard; a late admin sees them wait', async () => {
    const { host, enter, promote } = await scene('asking');
    const anna = await enter('anna');
    await press(anna, '--request-to-speak');
    await asks(host).locator('b', { hasText: 'anna' }).waitFor();
    assert.equal(await asks(host).locator('q').textContent(), 'About the second point');
    assert.equal(await anna.locator('#place').textContent(), '1');

    const admin = await enter('admin');
    assert.equal(await asks(admin).count(), 0, 'a listener sees who asks');
    await promote('admin');
    await asks(admin).locator('b', { hasText: 'anna' }).waitFor();
    assert.equal(await silent(host), true);

    await press(admin, '--approve');
    await sees(host, 1, 'anna');
    await host.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    assert((await listen(host, { from: 'anna' })).loudest > audible, 'the host hears nothing');
    for (const page of [host, admin, anna]) await asks(page).first().waitFor({ state: 'detached' });
  });

  it('lets who is invited speak by a click, and nobody else', async () => {
    const { host, enter } = await scene('inviting');
    const [ben, carla] = [await enter('ben'), await enter('carla')];
    const invite = (identity: string) =>
      host
        .locator('.person', { has: host.locator('i', { hasText: identity }) })
        .locator('button')
        .click();
    await invite('ben');
    await ben.locator('.invites b', { hasText: 'host' }).waitFor();
    assert.equal(await carla.locator('.invites').count(), 0);
    await press(ben, '--accept');
    await sees(carla, 1, 'ben');
    await carla.waitForSelector('audio[data-utd-audio="ben"]', { state: 'attached' });
    assert((await listen(carla, { from: 'ben' })).loudest > audible, 'carla hears nothing');

    await invite('carla');
    await press(carla, '--decline');
    await carla.locator('.invites').waitFor({ state: 'detached' });
    assert.equal(await inRoom(carla, ({ session }) => session.seats.mine.get()), null);
  });

  it('keeps the seats as they are when a request is rejected or taken back', async () => {
    const { host, enter } = await scene('rejecting');
    const dora = await enter('dora');
    const errors = await errorsOf(dora);
    for (const [page, end] of [
      [host, '--reject'],
      [dora, '--cancel-request'],
    ] as const) {
      await press(dora, '--request-to-speak');
      await asks(host).waitFor();
      await asks(dora).waitFor();
      await press(page, end);
      for (const each of [host, dora]) await asks(each).waitFor({ state: 'detached' });
      assert.equal(await inRoom(dora, ({ session }) => session.speakers.mine.get()), null);
    }
    assert.equal(await silent(host), true);
    assert.deepEqual(await errors(), []);
  });

  it('leaves the microphone of who reloads closed until a click', async () => {
    const { host, enter } = await scene('reloading');
    const eve = await enter('eve');
    await press(eve, '--request-to-speak');
    await asks(host).waitFor();
    await eve.reload();
    await connected(eve);
    await asks(eve).waitFor();
    await press(host, '--approve');
    await sees(host, 1, 'eve');
    await sees(eve, 1, 'eve');
    assert.equal(await silent(host), true, 'a reloaded page opened its microphone by itself');
    await press(eve, '--toggle-microphone');
    await host.waitForSelector('audio[data-utd-audio="eve"]', { state: 'attached' });
    assert((await listen(host, { from: 'eve' })).loudest > audible);
  });
});
