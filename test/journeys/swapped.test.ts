import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

/** Puts the markup of the room in place of the room, as page swappers and frameworks do. */
const swap = (page: Page, markup: string) =>
  page.evaluate((markup) => void (document.querySelector('main')!.innerHTML = markup), markup);

describe('A page that swaps its markup', () => {
  const house = journey();

  for (const [who, me] of [
    ['a guest', 'name="anna"'],
    ['somebody who names herself', 'identity="anna" name="anna"'],
  ] as const)
    it(`has another element, which goes on in the seat of ${who}, however often`, async () => {
      const name = `swap-${who.replaceAll(' ', '-')}`;
      const markup = roomMarkup(`room="${name}" ${me}`);
      const ben = await house.open(roomMarkup(`room="${name}" identity="ben" name="ben"`));
      const anna = await house.open(`<main>${markup}</main>`);
      await Promise.all([connected(ben), connected(anna)]);
      await sit(anna, 3);
      await sees(ben, 3, 'anna');
      const before = await inRoom(anna, (room) => room.session.identity.get());
      await inRoom(ben, (room) => {
        const names = new Set<string | null>();
        room.addEventListener('utd-seat-update', ({ detail }) => names.add(detail.seats[3]!.name));
        Object.assign(window, { names });
      });

      for (let round = 0; round < 2; round++) {
        await swap(anna, markup);
        await connected(anna);
        await sees(anna, 3, 'anna');
        assert.equal(await inRoom(anna, (room) => room.session.identity.get()), before);
        assert.equal(await inRoom(anna, (room) => room.session.seats.mine.get()?.index), 3);
      }

      // Whatever the old ones set off has been told when a later change has.
      await sit(ben, 5);
      await sees(anna, 5, 'ben');
      assert.equal(await anna.getAttribute('utd-audio-room', 'data-connection'), 'connected');
      const held = await ben.evaluate(() => [...(window as unknown as { names: Set<string | null> }).names]);
      assert.deepEqual(held, ['anna']);
    });
});
