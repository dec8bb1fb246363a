import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { devicesOf, logDevices } from '../support/journey/device-log.ts';
import { journey } from '../support/journey/journey.ts';
import { observe } from '../support/journey/observer.ts';
import { slowness } from '../support/model/slowness.ts';
import { sdkPage } from '../support/security/hostile-scene.ts';
import { hostileStream } from '../support/security/hostile-stream.ts';

const deviceOf = { sounds: 'audio', sights: 'video' } as const;
/** How long a device may stay open that the engine has closed, in milliseconds. */
const bar = 500;

describe('A guest who is', () => {
  const house = journey();

  for (const [taking, { call, takes }] of Object.entries(hostileStream.takings))
    it(`${taking} has the devices of it closed within ${bar} ms, and no other`, async () => {
      const room = `devices-${taking}`;
      const host = await observe(house.stack, room, { type: 'live_stream' });
      const guest = await sdkPage(house, room, 'guest', { product: hostileStream });
      await logDevices(guest);
      await host.act('POST', `/rooms/${room}/live/start`);
      const { invitation_id: id } = (await host.act('POST', `/rooms/${room}/stage/guest`)) as {
        invitation_id: string;
      };
      await guest.evaluate((id) => document.querySelector('utd-live-stream')!.session.stage.accept(id), id);
      const slower = slowness();
      const taken = Date.now();
      await host.act(...call(room, 'guest', 1));
      await pause(2_000);
      const now = Date.now();
      const log = await devicesOf(guest);
      for (const [sense, kind] of Object.entries(deviceOf)) {
        const open = log[kind] - taken;
        if (takes.some((each) => each === sense)) {
          console.log(`${taking}: ${kind} closed after ${open} ms`);
          assert(log[kind] > 0 && open < bar * slower(), `${kind} was open for ${open} ms`);
        } else assert(now - log[kind] < 1_000, `${kind} closed too`);
      }
    });
});
