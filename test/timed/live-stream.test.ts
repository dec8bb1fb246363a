import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { inSession, openStream, press, seesMoving, tileOf } from '../support/journey/stream-page.ts';

describe('A live stream', () => {
  const house = journey();

  const open = (identity: string, room: string, more = '') => openStream(house, identity, room, more);

  it('shows within 2 s that a camera is off', async () => {
    const anna = await open('anna', 'off', 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben', 'off');
    assert(await seesMoving(ben, 'anna'));
    await press(anna, 'Camera');
    await tileOf(ben, 'anna')
      .locator('utd-video[data-utd-state="camera-off"]')
      .first()
      .waitFor({ timeout: 2_000 });
  });

  it('goes on where the page of the host is gone and comes back, and tells nobody of an end', async () => {
    const anna = await open('anna', 'again', 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben', 'again');
    assert(await seesMoving(ben, 'anna'));
    await ben.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      for (const event of ['utd-live-ended', 'utd-live-changed'])
        document.addEventListener(event, () => told.push(event));
    });
    await anna.goto('about:blank');
    const back = await open('anna', 'again', 'as-host');
    assert.equal(
      await inSession(back, ({ session }) => session.media.cameraEnabled.get()),
      false,
      'a camera opened by itself',
    );
    await press(back, 'Go live');
    assert(await seesMoving(ben, 'anna', 3), 'the picture is not back after 3 s');
    assert.deepEqual(await ben.evaluate(() => (window as unknown as { told: string[] }).told), []);
  });
});
