import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey.ts';
import { connected, inRoom, roomMarkup, sees, sit } from '../support/room-page.ts';

describe('An outage without an end', () => {
  const house = journey();

  it('ends the session after a minute, within two seconds, once, with the microphone closed before', async () => {
    const anna = await house.open(roomMarkup('room="window" identity="anna" name="anna"'));
    await connected(anna);
    await sit(anna, 1);
    await sees(anna, 1, 'anna');
    await anna.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    const told = inRoom(anna, async ({ session }) => {
      const events: { event: string; at: number; microphone: boolean }[] = [];
      const tell = (event: string) =>
        events.push({ event, at: performance.now(), microphone: session.media.micEnabled.get() });
      session.on('connectionStateChanged', tell);
      const over = new Promise<void>((resolve) =>
        session.on('forceExit', ({ reason }) => {
          tell(`forceExit ${reason}`);
          // Long enough for anything that would still be told.
          setTimeout(resolve, 3000);
        }),
      );
      await over;
      return events;
    });
    await house.stack.livekit.server!.child.stop('SIGKILL');
    const events = await told;
    assert.deepEqual(
      events.map(({ event }) => event),
      ['reconnecting', 'forceExit', 'forceExit reconnect_failed'],
    );
    const [lost, , exit] = events;
    const seconds = (exit!.at - lost!.at) / 1000;
    assert(seconds >= 60 && seconds < 62, `it took ${seconds.toFixed(1)} s`);
    assert.equal(exit!.microphone, false);
    await house.stack.livekit.server!.restart();
  });
});
