import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audible, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/journey/room-page.ts';

describe('A seat and its holder', () => {
  const house = journey();
  const page = (room: string, who: string) =>
    house.open(roomMarkup(`room="${room}" identity="${who}" name="${who}"`));

  it('one of twenty who click at once gets the seat, and everybody sees the same', async () => {
    const ben = await page('twenty', 'ben');
    await connected(ben);
    // Twenty sessions in five windows: as many people as two cores bear.
    const windows = await Promise.all(Array.from({ length: 5 }, () => house.open('<main></main>')));
    const won = await Promise.all(
      windows.map((each, window) =>
        each.evaluate(async (window) => {
          // The tag has the autoloader load the product; without a room it never joins.
          document.body.append(document.createElement('utd-audio-room'));
          const UTDAudioRoomElement = await customElements.whenDefined('utd-audio-room');
          const rooms = Array.from({ length: 4 }, (_, index) => {
            const room = new UTDAudioRoomElement() as HTMLElementTagNameMap['utd-audio-room'];
            room.room = 'twenty';
            room.identity = room.name = `p${window}-${index}`;
            room.manual = true;
            document.body.append(room);
            return room;
          });
          await Promise.all(rooms.map((room) => room.session.join()));
          const taken = await Promise.allSettled(
            rooms.map((room) => room.session.seats.take(4, { microphone: false })),
          );
          return taken.map((each) =>
            each.status === 'fulfilled' ? 'won' : (each.reason as { code: string }).code,
          );
        }, window),
      ),
    );
    const all = won.flat();
    assert.equal(all.filter((each) => each === 'won').length, 1, all.join());
    assert.equal(all.filter((each) => each === 'seat_taken').length, 19);
    await sees(ben, 4, 'p');
  });

  it('a holder whom the host makes get up is silent at once, with the microphone closed', async () => {
    const host = await house.open(roomMarkup('room="lost" identity="host" name="host" as-host'));
    await connected(host);
    const anna = await page('lost', 'anna');
    await connected(anna);
    await sit(anna, 2);
    await host.waitForSelector('audio[data-utd-audio="anna"]', { state: 'attached' });
    assert((await listen(host, { from: 'anna' })).loudest > audible);
    await inRoom(host, (room) => room.session.seats.kick(2));
    await sees(anna, 2, null);
    assert.equal(await inRoom(anna, (room) => room.session.media.micEnabled.get()), false);
    assert.equal((await listen(host)).loudest, 0);
  });

  it('a reload keeps the seat, with the microphone waiting for a click; a Leave frees it', async () => {
    const ben = await page('reload', 'ben');
    const anna = await house.open(roomMarkup('room="reload" name="anna"'));
    await Promise.all([connected(ben), connected(anna)]);
    await sit(anna, 3);
    await sees(ben, 3, 'anna');
    const before = await inRoom(anna, (room) => room.session.identity.get());

    await anna.reload();
    await connected(anna);
    await sees(anna, 3, 'anna');
    assert.equal(await inRoom(anna, (room) => room.session.identity.get()), before);
    assert.equal(await inRoom(anna, (room) => room.session.seats.mine.get()?.index), 3);
    assert.equal(await inRoom(anna, (room) => room.session.media.micEnabled.get()), false);

    await anna.getByText('Microphone').click();
    await ben.waitForSelector('audio[data-utd-audio]', { state: 'attached' });
    assert((await listen(ben)).loudest > audible, 'ben does not hear who came back');

    await anna.getByText('Leave', { exact: true }).click();
    await sees(ben, 3, null);
    assert.equal(await anna.getAttribute('utd-audio-room', 'data-ended'), 'left');
  });

  it('a duplicated tab is somebody else, and takes nothing over', async () => {
    const anna = await house.open(roomMarkup('room="double" name="anna"'));
    await connected(anna);
    await sit(anna, 1);
    await sees(anna, 1, 'anna');
    // As the browser's own "duplicate": another tab with a copy of this one's sessionStorage.
    const kept = await anna.evaluate(() => ({ ...sessionStorage }));
    const copy = await anna.context().newPage();
    await copy.addInitScript((kept) => {
      if (!sessionStorage.length)
        for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    }, kept);
    await copy.goto(anna.url());
    await connected(copy);
    const identities = await Promise.all(
      [anna, copy].map((each) => inRoom(each, (room) => room.session.identity.get())),
    );
    assert.notEqual(identities[0], identities[1]);
    assert.equal(await anna.getAttribute('utd-audio-room', 'data-connection'), 'connected');
    assert.equal(await inRoom(anna, (room) => room.session.seats.mine.get()?.index), 1);
  });

  it('an element that is moved in the document stays joined; one that is removed leaves', async () => {
    const ben = await page('moved', 'ben');
    const anna = await house.open(
      `<div id="a">${roomMarkup('room="moved" identity="anna" name="anna"')}</div><div id="b"></div>`,
    );
    await Promise.all([connected(ben), connected(anna)]);
    await sit(anna, 5);
    await sees(ben, 5, 'anna');
    const states = await anna.evaluate(async () => {
      const room = document.querySelector('utd-audio-room')!;
      const seen: string[] = [];
      room.addEventListener('utd-connection-state-changed', (event) => seen.push(event.detail));
      document.querySelector('#b')!.append(room);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [...seen, room.session.connection.state.get()];
    });
    assert.deepEqual(states, ['connected']);
    await sees(ben, 5, 'anna');

    await anna.evaluate(() => document.querySelector('utd-audio-room')!.remove());
    await sees(ben, 5, null);
  });

  it('two rooms in one page are two sessions of one person', async () => {
    const both = await house.open(
      roomMarkup('room="first" name="anna"') +
        roomMarkup('room="second" name="anna"').replace('utd-audio-room', 'utd-audio-room id="second"'),
    );
    await both.waitForFunction(
      () => document.querySelectorAll('utd-audio-room[data-connection="connected"]').length === 2,
    );
    await sit(both, 0);
    await both.locator('#second utd-seat').nth(1).locator('button').click();
    await both.locator('#second utd-seat').nth(1).locator('b', { hasText: 'anna' }).waitFor();
    const found = await both.evaluate(() =>
      [...document.querySelectorAll('utd-audio-room')].map(({ session }) => [
        session.identity.get(),
        session.seats.mine.get()?.index,
      ]),
    );
    assert.equal(found[0]![0], found[1]![0]);
    assert.deepEqual([found[0]![1], found[1]![1]], [0, 1]);
  });
});
