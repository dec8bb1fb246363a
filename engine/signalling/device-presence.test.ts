import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { OwnedClock } from '../../test/support/engine/owned-clock.ts';
import { replay } from '../../test/support/model/replay.ts';
import { MemoryBus } from '../core/bus.ts';
import { DevicePresence, type Device } from './device-presence.ts';

const app = '1234567890';

/** Presence alone, with the changes that watchers of a person are told: the status, and the time since the begin. */
function presenceAlone(identity = 'ada') {
  const clock = new OwnedClock();
  const begin = clock.now();
  const bus = new MemoryBus();
  const presence = new DevicePresence({ bus, clock });
  const told: (readonly [string, number])[] = [];
  bus.subscribe({ app, identity, channel: 'presence' }, ({ frame }) =>
    told.push([JSON.parse(frame!).d.status, clock.now() - begin]),
  );
  return { clock, presence, told, add: (who = identity) => presence.add(app, who, 'online', () => {}) };
}

describe('a person', () => {
  it('is online at once, and offline at once after a goodbye', async () => {
    const { clock, presence, told, add } = presenceAlone();
    const device = add();
    await clock.pass(1_000);
    presence.end(device, true);
    assert.deepEqual(told, [
      ['online', 0],
      ['offline', 1_000],
    ]);
    assert.equal(presence.size, 0);
  });

  it('is offline 14.5 s after the last frame of a device that died silently', async () => {
    const { clock, presence, told, add } = presenceAlone();
    const device = add();
    await clock.pass(4_000);
    presence.seen(device);
    await clock.pass(60_000);
    assert.deepEqual(told, [
      ['online', 0],
      ['offline', 18_500],
    ]);
  });

  it('is offline 10.5 s after a socket that broke', async () => {
    const { clock, presence, told, add } = presenceAlone();
    presence.end(add(), false);
    await clock.pass(60_000);
    assert.deepEqual(told, [
      ['online', 0],
      ['offline', 10_500],
    ]);
  });

  it('is online through an outage of 10 s, be it silent or not', async () => {
    for (const breaks of [true, false]) {
      const { clock, presence, told, add } = presenceAlone();
      const device = add();
      // The outage begins just before the next ping.
      await clock.pass(4_000);
      if (breaks) presence.end(device, false);
      await clock.pass(10_000);
      add();
      await clock.pass(5_000);
      assert.deepEqual(told, [['online', 0]]);
    }
  });

  it('with two tabs is online until both are gone', async () => {
    const { clock, presence, told, add } = presenceAlone();
    const [one, other] = [add(), add()];
    presence.end(one, true);
    await clock.pass(4_000);
    presence.seen(other);
    assert.deepEqual(told, [['online', 0]]);
    presence.end(other, true);
    presence.end(other, true);
    assert.deepEqual(told.at(-1), ['offline', 4_000]);
  });

  it('has the best status of the devices', () => {
    const { presence, told, add } = presenceAlone();
    const [one, other] = [add(), add()];
    presence.set(one, 'away');
    presence.set(other, 'offline');
    presence.set(one, 'offline');
    presence.set(other, 'online');
    presence.set(other, 'online');
    assert.deepEqual(
      told.map(([status]) => status),
      ['online', 'away', 'offline', 'online'],
    );
  });

  it('whose devices may not have come back after a start is unknown, and known 14.5 s later', async () => {
    const { clock, presence, add } = presenceAlone();
    let known = 0;
    presence.whenKnown(() => known++);
    presence.whenKnown(() => known++)();
    assert.equal(presence.statusOf(app, 'bob'), null);
    add();
    assert.equal(presence.statusOf(app, 'ada')?.status, 'online');
    await clock.pass(14_499);
    assert.equal(known, 0);
    await clock.pass(1);
    assert.equal(known, 1);
    assert.equal(presence.statusOf(app, 'bob')?.status, 'offline');
  });
});

describe('1,000 people of whom some die silently', () => {
  it('are told offline between 14.5 and 15 s after their last frames, and the others never', async () => {
    const { clock, presence } = presenceAlone();
    const lapsed = new Map<string, number>();
    const died = new Map<string, number>();
    const devices = Array.from({ length: 1_000 }, (_, index) => {
      const identity = `p${index}`;
      return presence.add(app, identity, 'online', () => lapsed.set(identity, clock.now()));
    });
    for (let at = 0; at < 60_000; at += 4_000) {
      for (const [index, device] of devices.entries())
        if (index % 7 || at < 20_000) presence.seen(device);
        else if (!died.has(device.person.identity)) died.set(device.person.identity, clock.now() - 4_000);
      await clock.pass(4_000);
    }
    assert.equal(died.size, 143);
    for (const [identity, at] of died) assert.equal(lapsed.get(identity)! - at, 14_500);
    assert.equal(lapsed.size, died.size);
    assert.equal(presence.size, 1_000 - died.size);
  });
});

describe('any history of devices', () => {
  const act = fc.oneof(
    fc.record({ act: fc.constant('add' as const) }),
    fc.record({
      act: fc.constantFrom('seen' as const, 'break' as const, 'leave' as const),
      device: fc.nat(9),
    }),
    fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 16_000 }) }),
  );

  it('tells what the devices that are alive say, and only changes', () =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { clock, presence, told, add } = presenceAlone();
        const alive = new Map<Device, number>();
        const broken = new Set<Device>();
        const expect = () => ([...alive.values()].some((end) => end > clock.now()) ? 'online' : 'offline');
        for (const each of acts) {
          const device = 'device' in each ? [...alive.keys()].at(-1 - each.device) : undefined;
          const gone = device && alive.get(device)! <= clock.now();
          if (each.act === 'add') alive.set(add(), clock.now() + 14_500);
          else if (each.act === 'pass') await clock.pass(each.ms);
          else if (!device || gone || broken.has(device)) continue;
          else if (each.act === 'leave') {
            presence.end(device, true);
            alive.delete(device);
          } else if (each.act === 'break') {
            presence.end(device, false);
            broken.add(device);
            alive.set(device, clock.now() + 10_500);
          } else {
            presence.seen(device);
            alive.set(device, clock.now() + 14_500);
          }
          assert.equal(told.at(-1)?.[0] ?? 'offline', expect());
        }
        for (const [index, [status]] of told.entries()) assert.notEqual(status, told[index - 1]?.[0]);
      }),
      { ...replay, numRuns: 300 },
    ));
});
