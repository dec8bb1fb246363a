import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { UTDAudioRoomElement } from '../../src/elements/audio-room/audio-room.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, inRoom, roomMarkup } from '../support/journey/room-page.ts';

/** Waits until a page's room shows it. */
const shows = async (page: Page, what: (room: UTDAudioRoomElement) => unknown) =>
  assert(await eventually(async () => !!(await inRoom(page, what))), String(what));

describe('What a script does by the controller', () => {
  const house = journey();

  /** A host and, after them, ada. */
  async function people(room: string) {
    const come = async (who: string) => {
      const page = await house.open(roomMarkup(`room="${room}" ${who}`));
      await connected(page);
      return page;
    };
    const host = await come('identity="host" name="Host" as-host');
    const ada = await come('identity="ada" name="Ada"');
    await shows(host, ({ session }) => session.participants.get('ada').get());
    return { host, ada };
  }

  it('with seats is done by the engine and seen by the other page', async () => {
    const { host, ada } = await people('scripted');
    await inRoom(host, ({ session }) => session.seats.setup({ seatCount: 6, modeId: 'panel' }));
    await shows(
      ada,
      ({ session: { seats } }) => seats.grid.get().seats.length === 6 && seats.grid.get().modeId === 'panel',
    );
    await inRoom(ada, ({ session }) => session.seats.take(2, { microphone: false }));
    await inRoom(ada, ({ session }) => session.seats.move(3));
    await shows(
      host,
      ({ session: { seats } }) => seats.at(3).get()?.identity === 'ada' && !seats.at(2).get()?.identity,
    );
    await inRoom(host, ({ session }) => session.seats.move(4, { identity: 'ada' }));
    await shows(ada, ({ session: { seats } }) => seats.mine.get()?.index === 4);
    await inRoom(host, ({ session }) => session.seats.take(1, { microphone: false }));
    await inRoom(host, ({ session }) => session.seats.swap(1, 4));
    await shows(
      ada,
      ({ session: { seats } }) => seats.mine.get()?.index === 1 && seats.at(4).get()?.identity === 'host',
    );
    await inRoom(host, ({ session }) => session.seats.mute(1));
    await shows(ada, ({ session: { seats } }) => seats.mine.get()?.silenced);
    await inRoom(host, ({ session }) => session.seats.unmute(1));
    await shows(ada, ({ session: { seats } }) => seats.mine.get()?.silenced === false);
    await inRoom(host, ({ session }) => session.seats.lock(5));
    await shows(
      ada,
      ({ session: { seats, allowed } }) =>
        seats.at(5).get()?.locked && allowed('moveSeat', 5).get().because === 'seat_locked',
    );
    await inRoom(host, ({ session }) => session.seats.unlock(5));
    await shows(ada, ({ session: { allowed } }) => allowed('moveSeat', 5).get().allowed);
    await inRoom(ada, ({ session }) => session.seats.leave());
    await shows(host, ({ session: { seats } }) => !seats.at(1).get()?.identity);
  });

  it('with people is done by the engine and seen by the other page, to the end of the room', async () => {
    const { host, ada } = await people('people');
    await inRoom(ada, ({ session }) => session.updateMe({ name: 'Ada Lovelace', attributes: { cn: 'uk' } }));
    await shows(
      host,
      ({ session: { participants } }) => participants.get('ada').get()?.name === 'Ada Lovelace',
    );
    const listed = await inRoom(host, async ({ session }) => {
      const all = await session.participants.list();
      const hosts = await session.participants.list({ role: 'host' });
      return [all.map(({ name, mine }) => [name, mine]), hosts.map(({ name }) => name)];
    });
    assert.deepEqual(listed, [
      [
        ['Host', true],
        ['Ada Lovelace', false],
      ],
      ['Host'],
    ]);
    await inRoom(host, ({ session }) => session.end());
    await shows(ada, ({ session: { connection } }) => connection.ended.get()?.why === 'room_closed');
    await shows(host, ({ session: { connection } }) => connection.ended.get() !== null);
  });

  it('about speaking is done by the engine and told on the other page', async () => {
    const { host, ada } = await people('asking');
    await inRoom(host, ({ session }) => session.seats.setup({ seatMode: 'request' }));
    await shows(ada, ({ session: { seats } }) => seats.grid.get().mode === 'request');
    const told = await ada.evaluateHandle(() => {
      const types: string[] = [];
      document.querySelector('utd-audio-room')!.session.on('speakerEvent', ({ type }) => types.push(type));
      return types;
    });
    await inRoom(ada, ({ session }) => session.speakers.request({ note: 'May I?', microphone: false }));
    await shows(host, ({ session: { speakers } }) => speakers.requests.get()[0]?.note === 'May I?');
    await inRoom(ada, ({ session }) => session.speakers.cancel());
    await shows(host, ({ session: { speakers } }) => !speakers.requests.get().length);
    await inRoom(ada, ({ session }) => session.speakers.request({ microphone: false }));
    await shows(host, ({ session: { speakers } }) => speakers.requests.get().length);
    await inRoom(host, ({ session }) => session.speakers.reject(session.speakers.requests.get()[0]!.id));
    await shows(ada, ({ session: { speakers } }) => speakers.mine.get() === null);
    for (const answer of ['decline', 'accept'] as const) {
      await inRoom(host, ({ session }) => session.speakers.invite('ada', { seatIndex: 3 }));
      await shows(ada, ({ session: { speakers } }) => speakers.invitations.get().length);
      await inRoom(
        ada,
        answer === 'decline'
          ? ({ session }) => session.speakers.decline(session.speakers.invitations.get()[0]!.id)
          : ({ session }) =>
              session.speakers.accept(session.speakers.invitations.get()[0]!.id, { microphone: false }),
      );
      await shows(ada, ({ session: { speakers } }) => !speakers.invitations.get().length);
    }
    await shows(host, ({ session: { seats } }) => seats.at(3).get()?.identity === 'ada');
    const types = [
      'requested',
      'cancelled',
      'requested',
      'rejected',
      'invited',
      'declined',
      'invited',
      'accepted',
    ];
    await ada.waitForFunction(([told, count]) => told.length >= count, [told, types.length] as const);
    assert.deepEqual(await told.jsonValue(), types);
  });
});
