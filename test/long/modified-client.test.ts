import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Defect } from '../support/faults/altered.ts';
import { hostileScene, sdkPage } from '../support/security/hostile-scene.ts';
import { journey } from '../support/journey/journey.ts';
import { comeBack, everyWay, strongest } from '../support/security/replays.ts';
import { hears, quiet, soundsOf } from '../support/journey/sound-log.ts';
import { allSpeak, everyAttacker, takeFromAll } from '../support/model/takings.ts';
import { withoutWebhooks } from '../support/journey/without-webhooks.ts';

/** A page that plays whatever the media server sends. */
const believing: Defect = {
  file: 'audio-room/seats.ts',
  from: 'return this.#silencedOf.get().get(identity) === false;',
  to: 'return true;',
};

describe('A modified client that uses every token again', () => {
  const house = journey({ servers: 'own' });

  it('is heard by nobody for more than 500 ms, nor sent on for more than 3 s', async () => {
    assert.deepEqual(await comeBack(house, { room: 'taken', who: everyAttacker, ways: everyWay }), []);
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

  it('neither is where no webhook arrives', async () => {
    await withoutWebhooks(house);
    assert.deepEqual(await comeBack(house, { room: 'unhooked', who: everyAttacker, ways: everyWay }), []);
  });
});
