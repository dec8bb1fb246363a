import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audible, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, roomMarkup, seat } from '../support/journey/room-page.ts';

const room = (who: string) => roomMarkup(`room="two-people" identity="${who}" name="${who}"`);

describe('Two people, one seat', () => {
  const house = journey();

  it('one sits down by a click, and the other hears it', async () => {
    const [anna, ben] = await Promise.all([house.open(room('anna')), house.open(room('ben'))]);
    await Promise.all([connected(anna), connected(ben)]);
    assert.equal((await listen(ben)).loudest, 0);

    await seat(anna, 1).locator('button').click();
    await seat(ben, 1).locator('b', { hasText: 'anna' }).waitFor();
    await ben.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    assert((await listen(ben, { from: 'anna' })).loudest > audible, 'ben hears nothing');

    await anna.getByText('Stand up').click();
    await seat(ben, 1).locator('button').waitFor();
    assert.equal((await listen(ben)).loudest, 0, 'ben still hears somebody who has no seat');
  });

  it('who comes later finds the seat taken, under the strict content policy too', async () => {
    const anna = await house.open(room('carla'));
    await connected(anna);
    await seat(anna, 2).locator('button').click();
    await seat(anna, 2).locator('b', { hasText: 'carla' }).waitFor();

    const late = await house.open(room('dora'), { csp: true });
    await connected(late);
    await seat(late, 2).locator('b', { hasText: 'carla' }).waitFor();
    assert.equal(await seat(late, 2).locator('button').isVisible(), false);
  });
});
