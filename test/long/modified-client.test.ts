import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Defect } from '../support/faults/altered.ts';
import type { HostileProduct } from '../support/security/hostile-product.ts';
import { hostileRoom } from '../support/security/hostile-room.ts';
import { hostileScene, sdkPage } from '../support/security/hostile-scene.ts';
import { hostileStream } from '../support/security/hostile-stream.ts';
import { journey } from '../support/journey/journey.ts';
import { comeBack, everyWay, strongest } from '../support/security/replays.ts';
import { notesOf, notices, unnoticed, type Sense } from '../support/journey/sense-log.ts';
import { allPerform, takeFromAll } from '../support/model/takings.ts';
import { withoutWebhooks } from '../support/journey/without-webhooks.ts';

/** The attackers from whom the right is taken, in rooms of their own where it is taken from all. */
const attacks = (room: string) => {
  const stream = Object.keys(hostileStream.takings).filter((each) => each !== 'ended');
  return [
    { room, who: Object.keys(hostileRoom.takings), ways: everyWay, product: hostileRoom },
    { room: `${room}-stage`, who: stream, ways: everyWay, product: hostileStream },
    { room: `${room}-ended`, who: ['ended'], ways: everyWay, product: hostileStream },
  ];
};

interface Canary {
  readonly product: HostileProduct;
  /** The attacker, and what was taken. */
  readonly who: string;
  readonly sense: Sense;
  /** The defect of a page that plays or shows whatever the media server sends. */
  readonly believing: Defect;
}

const canaries: readonly Canary[] = [
  {
    product: hostileRoom,
    who: 'unseated',
    sense: 'sounds',
    believing: {
      file: 'audio-room/seats.ts',
      from: 'return this.#silencedOf.get().get(identity) === false;',
      to: 'return true;',
    },
  },
  {
    product: hostileStream,
    who: 'removed',
    sense: 'sounds',
    believing: {
      file: 'live-stream/stage-policy.ts',
      from: 'audible: (identity) => onAir(identity)?.muted === false',
      to: 'audible: () => true',
    },
  },
  {
    product: hostileStream,
    who: 'darkened',
    sense: 'sights',
    believing: {
      file: 'live-stream/stage.ts',
      from: 'return this.#byIdentity.get().get(identity);',
      to: 'const member = this.#byIdentity.get().get(identity); return member && { ...member, video_muted: false };',
    },
  },
];

describe('A modified client that uses every token again', () => {
  const house = journey({ servers: 'own' });

  for (const attack of attacks('taken'))
    it(`is noticed by nobody for more than 500 ms, nor sent on for more than 3 s: ${attack.room}`, async () => {
      assert.deepEqual(await comeBack(house, attack), []);
    });

  // Were nothing sent, or nothing noticed, the others would hold whatever the engine and the SDK do.
  for (const { product, who, sense, believing } of canaries)
    it(`is on the wire for long where no engine corrects it, and only a page that believes the wire notices: ${who}`, async () => {
      const scene = await hostileScene(house, `uncorrected-${who}`, [who], product);
      const { attackers, ben, wire, room } = scene;
      await allPerform(scene);
      await takeFromAll(scene);
      const gullible = await sdkPage(house, room, 'gullible', { product, defects: [believing] });
      const { child } = house.stack.engine;
      child.signal('SIGSTOP');
      const [from, noticed] = [Date.now(), (await notesOf(ben, sense)).length];
      try {
        await strongest['a refreshed token']!(attackers, who);
        await Promise.all([notices(wire, sense, [who], from + 3_000), notices(gullible, sense, [who], from)]);
        assert.equal((await notesOf(ben, sense)).length, noticed);
      } finally {
        child.signal('SIGCONT');
      }
      await unnoticed(wire, sense, 1_000, [who]);
    });

  for (const attack of attacks('unhooked').filter(({ product }) => product === hostileRoom))
    it(`neither is where no webhook arrives: ${attack.room}`, async () => {
      await withoutWebhooks(house);
      assert.deepEqual(await comeBack(house, attack), []);
    });
});
