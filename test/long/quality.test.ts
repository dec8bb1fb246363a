import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sit } from '../support/journey/room-page.ts';

describe('The quality of a connection', () => {
  const house = journey();

  it('is measured by the media server, for the others and for me', async () => {
    const page = (who: string) => house.open(roomMarkup(`room="quality" identity="${who}" name="${who}"`));
    const [anna, ben] = [await page('anna'), await page('ben')];
    await Promise.all([connected(anna), connected(ben)]);
    await sit(anna, 1);
    const good = (quality: string) => ['excellent', 'good'].includes(quality);
    const annas = () => inRoom(ben, ({ session }) => session.participants.quality('anna').get());
    const mine = () => inRoom(anna, ({ session }) => session.connection.quality.get());
    assert(await eventually(async () => good(await annas()), 30), await annas());
    assert(await eventually(async () => good(await mine()), 30), await mine());
  });
});
