import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { audible, eventually, listen } from '../support/heard.ts';
import { journey } from '../support/journey.ts';
import { roomMarkup } from '../support/room-page.ts';

const room = (name: string, who: string) => roomMarkup(`room="${name}" identity="${who}" name="${who}"`);

const connected = (page: Page) =>
  page.waitForSelector('utd-audio-room[data-connection="connected"]', { timeout: 60_000 });

describe('When a server goes away', () => {
  const house = journey();

  /** One sits and speaks, the other hears it. */
  async function speaking(name: string): Promise<{ anna: Page; ben: Page; isHeard(): Promise<boolean> }> {
    const anna = await house.open(room(name, 'anna'));
    const ben = await house.open(room(name, 'ben'));
    await Promise.all([connected(anna), connected(ben)]);
    await anna.locator('utd-seat').nth(1).locator('button').click();
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    const isHeard = async () => (await listen(ben, { from: 'anna' })).loudest > audible;
    assert(await isHeard());
    return { anna, ben, isHeard };
  }

  const seated = (page: Page) => page.locator('utd-seat').nth(1).locator('b').textContent();

  it('the engine may be killed and come back: nobody is interrupted, and the seat is kept', async () => {
    const { ben, isHeard } = await speaking('engine-killed');
    await house.stack.engine.child.stop('SIGKILL');
    assert(await isHeard(), 'the media server alone carries the sound');
    await house.stack.engine.restart();
    assert(await isHeard());
    assert.equal(await seated(ben), 'anna');
  });

  it('the media server may stand still for five seconds: sound comes back by itself', async () => {
    const { ben, isHeard } = await speaking('livekit-stopped');
    const { server } = house.stack.livekit;
    server?.child.signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 5000));
    server?.child.signal('SIGCONT');
    assert(await eventually(isHeard, 10));
    assert.equal(await seated(ben), 'anna');
  });

  it('the media server may be killed and come back: everybody is there again, in the same seats', async () => {
    const { anna, ben, isHeard } = await speaking('livekit-killed');
    await house.stack.livekit.server?.child.stop('SIGKILL');
    await house.stack.livekit.server?.restart();
    assert(await eventually(isHeard, 45), 'the sound never came back');
    await Promise.all([connected(anna), connected(ben)]);
    assert.equal(await seated(ben), 'anna');
  });
});
