import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { whenTold } from '../support/journey/room-page.ts';
import { inSession, openStream, moves, press, seesMoving, tileOf } from '../support/journey/stream-page.ts';

describe('A live stream', () => {
  const house = journey();

  const open = (identity: string, room: string, more = '') => openStream(house, identity, room, more);

  it('is previewed, seen and heard; a viewer is invited, seen by all, and removed', async () => {
    const anna = await open('anna', 'show', 'as-host');
    const [ben, carla] = [await open('ben', 'show'), await open('carla', 'show')];
    await press(anna, 'Preview');
    assert(await seesMoving(anna, 'anna'), 'the host does not see their own preview');
    assert.equal(await moves(ben, 'anna'), false, 'a viewer sees a preview');
    await press(anna, 'Go live');
    for (const page of [ben, carla]) {
      assert(await seesMoving(page, 'anna'), 'a viewer does not see the host');
      assert((await listen(page, { from: 'anna' })).loudest > audible, 'a viewer does not hear the host');
      assert(await inSession(page, (stream) => stream.matches(':state(live)')));
    }
    await anna.locator('.viewers', { hasText: '2' }).waitFor();

    await anna.locator('.viewer', { hasText: 'ben' }).getByRole('button', { name: 'Invite' }).click();
    await ben.locator('.invitation', { hasText: 'anna' }).getByRole('button', { name: 'Come' }).click();
    for (const page of [anna, carla]) {
      assert(await seesMoving(page, 'ben'), 'a guest is not seen');
      assert(
        await eventually(async () => (await listen(page, { from: 'ben' })).loudest > audible),
        'a guest is not heard',
      );
    }
    await anna.locator('.viewers', { hasText: '1' }).waitFor();

    const late = await open('late', 'show');
    for (const name of ['anna', 'ben'])
      assert(await seesMoving(late, name), `a latecomer does not see ${name}`);
    const started = (page: typeof late) => page.locator('time').getAttribute('datetime');
    assert.match((await started(late)) ?? '', /^20\d\d-/);
    assert.equal(await started(late), await started(ben));

    const dark = await whenTold(ben, 'utd-camera-enabled-changed', false);
    const silent = await whenTold(ben, 'utd-mic-enabled-changed', false);
    await tileOf(anna, 'ben').getByRole('button', { name: 'Off the stage' }).click();
    // How soon the devices close is the subject of test/long/stage-devices.test.ts.
    await Promise.all([dark(), silent()]);
    for (const page of [anna, carla, late]) await tileOf(page, 'ben').waitFor({ state: 'detached' });

    const ended = await whenTold(carla, 'utd-live-ended');
    await press(anna, 'End');
    await ended();
    assert.equal(await eventually(() => moves(carla, 'anna'), 1), false, 'a picture goes on after the end');
  });

  it('brings a viewer on stage who raises a hand', async () => {
    const anna = await open('anna', 'hands', 'as-host');
    await press(anna, 'Go live');
    const ben = await open('ben', 'hands');
    await press(ben, 'Raise a hand');
    await anna.locator('.request', { hasText: 'ben' }).getByRole('button', { name: 'Yes' }).click();
    assert(await seesMoving(anna, 'ben'), 'an approved viewer is not seen');
    await press(ben, 'Leave the stage');
    await tileOf(anna, 'ben').waitFor({ state: 'detached' });
    assert.equal(await inSession(ben, ({ session }) => session.media.cameraEnabled.get()), false);
  });
});
