import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { audible, eventually, listen } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, roomMarkup } from '../support/journey/room-page.ts';
import { slowness } from '../support/model/slowness.ts';

describe('A microphone', () => {
  const house = journey({ servers: 'own' });

  it('that is opened while the media server stands still for 20 s is on the air after that, without an error', async () => {
    const open = async (identity: string) => {
      const page = await house.open(roomMarkup(`room="frozen" identity="${identity}" muted`));
      await connected(page);
      return page;
    };
    const [anna, ben] = [await open('anna'), await open('ben')];
    await anna.evaluate(async () => {
      const room = document.querySelector('utd-audio-room')!;
      const errors: string[] = [];
      Object.assign(window, { errors });
      room.addEventListener('utd-error', ({ detail }) => errors.push(detail.message));
      await room.session.seats.take(0);
    });
    const { child } = house.stack.livekit.server!;
    child.signal('SIGSTOP');
    // The publish is on its way, and has no answer.
    await anna.evaluate(() => {
      const { media } = document.querySelector('utd-audio-room')!.session;
      Object.assign(window, { opened: media.setMicrophone(true).then(() => 'open', String) });
    });
    await pause(20_000);
    child.signal('SIGCONT');
    const slower = slowness();
    const back = Date.now();
    assert(
      await eventually(async () => (await listen(ben, { from: 'anna' })).loudest > audible, 20),
      'the microphone is not heard',
    );
    const waited = Date.now() - back;
    console.log(`on the air ${waited} ms after the media server went on`);
    assert(waited < 3_000 * slower(), `it took ${waited} ms`);
    assert.deepEqual(
      await anna.evaluate(async () => {
        const { errors, opened } = window as unknown as { errors: string[]; opened: Promise<string> };
        return [await opened, errors];
      }),
      ['open', []],
    );
  });
});
