import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Defect } from '../support/altered.ts';
import { hostileScene, sdkPage } from '../support/hostile-scene.ts';
import { journey } from '../support/journey.ts';
import { comeBack, strongest } from '../support/replays.ts';
import { hears, quiet, soundsOf } from '../support/sound-log.ts';
import { allSpeak, everyAttacker, takeFromAll } from '../support/takings.ts';
import { withoutWebhooks } from '../support/without-webhooks.ts';

/** A page that plays whatever the media server sends. */
const believing: Defect = {
  file: 'audio-room/seats.ts',
  from: 'return this.#silencedOf.get().get(identity) === false;',
  to: 'return true;',
};

describe('A modified client', () => {
  const house = journey({ servers: 'own' });

  it('whose right was taken is silent at once and off the wire in 3 s, by whatever token it comes back', async () => {
    assert.deepEqual(await comeBack(house, { room: 'taken', who: everyAttacker, ways: strongest }), []);
  });

  // Were nothing sent, or nothing noticed, the others would hold whatever the engine and the SDK do.
  it('is on the wire for long where no engine corrects it, and only a page that believes the wire plays it', async () => {
    const scene = await hostileScene(house, 'uncorrected', ['unseated']);
    const { attackers, ben, wire, who } = scene;
    await allSpeak(scene);
    await takeFromAll(scene);
    const gullible = await sdkPage(house, scene.room, 'gullible', [believing]);
    const { child } = house.stack.engine;
    child.signal('SIGSTOP');
    const [from, heard] = [Date.now(), (await soundsOf(ben)).length];
    try {
      await strongest['a refreshed token']!(attackers, 'unseated');
      await Promise.all([hears(wire, who, from + 3_000), hears(gullible, who)]);
      assert.equal((await soundsOf(ben)).length, heard);
    } finally {
      child.signal('SIGCONT');
    }
    await quiet(wire, 1_000);
  });

  it('is told from its own listing, too, where no webhook arrives', async () => {
    await withoutWebhooks(house);
    const who = ['unseated', 'banned'] as const;
    assert.deepEqual(await comeBack(house, { room: 'unhooked', who, ways: strongest }), []);
  });
});
