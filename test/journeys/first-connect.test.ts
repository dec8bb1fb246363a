import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { connected, errorsOf, inRoom, roomMarkup } from '../support/journey/room-page.ts';

describe('The first connect', () => {
  const house = journey();

  it('is tried again where the media server closed the socket', async () => {
    const page = await house.open(roomMarkup('room="first" identity="anna" manual'));
    const errors = await errorsOf(page);
    let sockets = 0;
    await page.routeWebSocket(/\/rtc/, (socket) => {
      if (sockets++) socket.connectToServer();
      else void socket.close({ code: 1011 });
    });
    await page.getByRole('button', { name: 'Join' }).click();
    await connected(page);
    assert(sockets > 1, 'no socket was closed');
    assert.deepEqual(await errors(), []);
  });

  it('that fails over and over is told as such, and the page can join later', async () => {
    const page = await house.open(roomMarkup('room="never" identity="anna" manual'));
    let shut = true;
    await page.routeWebSocket(/\/rtc/, (socket) => {
      if (shut) void socket.close({ code: 1011 });
      else socket.connectToServer();
    });
    await page.getByRole('button', { name: 'Join' }).click();
    await page.locator('utd-audio-room[data-ended="failed"]').waitFor();
    const code = await inRoom(page, ({ session }) => session.connection.ended.get()!.error!.code);
    assert.equal(code, 'connect_failed');
    shut = false;
    await page.getByRole('button', { name: 'Join' }).click();
    await connected(page);
  });
});
