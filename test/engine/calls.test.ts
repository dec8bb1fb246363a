import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import type { CallRow } from '../../engine/model/call-row.ts';
import { openStore } from '../../engine/store/store.ts';
import { callEndpoints } from '../../src/protocol/call/call-endpoints.ts';
import { phone, twoPeople } from '../support/engine/phones.ts';
import { signedIn } from '../support/engine/signal-client.ts';
import { storeWithQueries } from '../support/model/history/defects.ts';

const all = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];

describe('a call', () => {
  it('gives its caller what a mint gives, and rings at the devices of the callee', async () => {
    const { anna, told } = await twoPeople();
    const { status, json } = await anna.start('ben', { type: 'video_call', metadata: { about: 'lunch' } });
    assert.equal(status, 200, JSON.stringify(json));
    assert.ok(v.is(callEndpoints.startCall.answer, json));
    assert.match(json.call_id, /^call_[0-9a-f]{32}$/);
    assert.deepEqual(
      [json.status, json.room_name, json.role, json.room.call?.status],
      ['initiating', json.call_id, 'caller', 'initiating'],
    );
    assert.deepEqual(told, [
      {
        identity: 'ben',
        frame: {
          t: 'call.incoming',
          d: {
            call_id: json.call_id,
            type: 'video_call',
            caller: 'anna',
            caller_name: 'Name of anna',
            caller_avatar: null,
            expires_at: json.expires_at,
            metadata: { about: 'lunch' },
          },
        },
      },
    ]);
  });

  it('permits nothing to be published before it is answered, and then to both', async () => {
    const { anna, ben, connect, permission } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await connect(id, 'anna');
    assert.deepEqual(await permission(id, 'anna'), []);
    await ben.act(id, 'ringing');
    assert.deepEqual(await permission(id, 'anna'), []);
    const { json } = await ben.accept(id);
    assert.ok(v.is(callEndpoints.acceptCall.answer, json));
    assert.deepEqual([json.status, json.role, json.by_device], ['active', 'callee', json.device]);
    await connect(id, 'ben');
    assert.deepEqual(
      [await permission(id, 'anna'), await permission(id, 'ben')],
      [['microphone'], ['microphone']],
    );
  });

  it('with a picture permits camera and screen too', async () => {
    const { talking, permission } = await twoPeople();
    const id = await talking({ type: 'video_call' });
    assert.deepEqual([await permission(id, 'anna'), await permission(id, 'ben')], [all, all]);
  });

  it('tells both parties each change once, and the room by its metadata', async () => {
    const { anna, ben, livekit, engine, toldOf } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await ben.act(id, 'ringing');
    await ben.act(id, 'ringing');
    await ben.accept(id);
    await engine.idle();
    const { _call } = JSON.parse(livekit.room.metadata);
    assert.deepEqual([_call.status, _call.caller, _call.callee], ['active', 'anna', 'ben']);
    await anna.act(id, 'end');
    assert.deepEqual(
      [toldOf('anna', id), toldOf('ben', id)],
      [
        ['ringing', 'active', 'ended'],
        ['incoming', 'ringing', 'active', 'ended'],
      ],
    );
    const pushed = livekit.pushes.filter(({ type }) => type === '_call_update');
    assert.deepEqual(
      pushed.map((each) => (each as unknown as { call: { status: string } }).call.status),
      ['ringing', 'active'],
    );
  });

  it('that ends deletes its room, whose last metadata have the outcome', async () => {
    const { talking, anna, livekit, engine, stored } = await twoPeople();
    const id = await talking();
    const metadata: string[] = [];
    const write = livekit.setMetadata.bind(livekit);
    livekit.setMetadata = async (name, text) => void (metadata.push(text), await write(name, text));
    const { json } = await anna.act(id, 'end');
    assert.deepEqual([json.status, json.reason, json.expires_at], ['ended', 'hung_up', null]);
    await engine.idle();
    assert.deepEqual([livekit.rooms.size, await stored(id)], [0, null]);
    const last = JSON.parse(metadata.at(-1)!);
    assert.deepEqual([last.closed, last._call.status, last._call.reason], [true, 'ended', 'hung_up']);
  });

  it('can be read for a day after it is over, by its parties', async () => {
    const { talking, anna, ben, clock, engine, store } = await twoPeople();
    const id = await talking();
    await ben.act(id, 'end');
    await clock.pass(10 * 60_000);
    assert.deepEqual((await anna.read(id)).json.status, 'ended');
    await clock.pass(24 * 3_600_000);
    await engine.idle();
    const kept = await store.read(async (tx) => [
      await tx.findCall('1234567890', id),
      await tx.epochOf('1234567890', id),
    ]);
    assert.deepEqual(kept, [null, 0]);
  });

  it('that nobody answers is missed after 30 s, told once', async () => {
    const { anna, ben, clock, toldOf, connect } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await connect(id, 'anna');
    await clock.pass(29_000);
    assert.equal((await anna.read(id)).json.status, 'initiating');
    await clock.pass(2_000);
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['missed', 'no_answer']);
    assert.deepEqual(toldOf('ben', id), ['incoming', 'missed']);
    assert.deepEqual((await ben.accept(id)).json.code, 'call_ended');
  });

  it('ends after an hour', async () => {
    const { talking, anna, clock, toldOf } = await twoPeople();
    const id = await talking();
    await clock.sleep(3_599_000);
    assert.equal((await anna.read(id)).json.status, 'active');
    await clock.pass(2_000);
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['ended', 'time_limit']);
    assert.deepEqual(toldOf('anna', id), ['active', 'ended']);
  });
});

describe('a device that connects while a call rings', () => {
  it('rings too, and one of the caller does not', async () => {
    const world = await twoPeople();
    const { call_id: id } = (await world.anna.start('ben', { metadata: { about: 'lunch' } })).json;
    const ben = await signedIn(world, 'ben');
    const anna = await signedIn(world, 'anna');
    const rung = world.told.map(({ frame }) => frame.d);
    assert.equal(rung[0]!.call_id, id);
    assert.deepEqual([ben.got('call.incoming'), anna.got('call.incoming')], [rung, []]);
  });

  it('does not ring where the call is answered, or over', async () => {
    const world = await twoPeople();
    const id = await world.talking();
    const during = await signedIn(world, 'ben');
    await world.anna.act(id, 'end');
    const after = await signedIn(world, 'ben');
    assert.deepEqual([during.got('call.incoming'), after.got('call.incoming')], [[], []]);
  });

  it('hears of the ring before the end of it, however they come', async () => {
    const world = await twoPeople();
    const { call_id: id } = (await world.anna.start('ben')).json;
    let ended: Promise<unknown> | undefined;
    const { read } = world.store;
    // The call ends in the moment in which the device has read it.
    world.store.read = async (work) => {
      const found = await read.call(world.store, work);
      const rings = (found as { t?: string } | null)?.t === 'call.incoming';
      if (rings) await (ended = world.anna.act(id, 'end'));
      return found as never;
    };
    const ben = await signedIn(world, 'ben');
    assert.ok(ended, 'the call did not end in that moment');
    const heard = ben.socket.arrived.flatMap(({ t, d }) => (t.startsWith('call.') ? [d.status ?? t] : []));
    assert.deepEqual(heard, ['call.incoming', 'cancelled']);
  });
});

describe('a caller who is gone while it rings', () => {
  it('cancels the call by leaving, at once', async () => {
    const { anna, call, toldOf } = await twoPeople();
    const { call_id: id, user_token: bearer } = (await anna.start('ben')).json;
    assert.equal((await call('POST', `/rooms/${id}/leave`, { bearer })).status, 204);
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['cancelled', 'hung_up']);
    assert.deepEqual(toldOf('ben', id), ['incoming', 'cancelled']);
  });

  it('cancels the call by being away for 10 s, and not sooner', async () => {
    const { anna, connect, drop, clock } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await connect(id, 'anna');
    await drop(id, 'anna');
    await clock.pass(9_000);
    assert.equal((await anna.read(id)).json.status, 'initiating');
    await clock.pass(2_000);
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['cancelled', 'connection_lost']);
  });

  it('cancels the call by not being connected in 15 s, as when the window closes at once', async () => {
    const { anna, clock, toldOf } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await clock.pass(14_000);
    assert.equal((await anna.read(id)).json.status, 'initiating');
    await clock.pass(2_000);
    const { json } = await anna.read(id);
    assert.deepEqual([json.status, json.reason], ['cancelled', 'connection_lost']);
    assert.deepEqual(toldOf('ben', id), ['incoming', 'cancelled']);
  });

  it('has a minute to be connected where the call is answered before', async () => {
    const { anna, ben, connect, clock } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await clock.pass(14_000);
    await ben.accept(id);
    await clock.pass(59_000);
    assert.equal((await anna.read(id)).json.status, 'active');
    await connect(id, 'anna');
    await connect(id, 'ben');
    await clock.pass(60_000);
    assert.equal((await anna.read(id)).json.status, 'active');
  });

  it('has a minute to come back where the call is answered meanwhile', async () => {
    const { anna, ben, connect, drop, clock } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await connect(id, 'anna');
    await drop(id, 'anna');
    await clock.pass(9_000);
    await ben.accept(id);
    await connect(id, 'ben');
    await clock.pass(59_000);
    assert.equal((await anna.read(id)).json.status, 'active');
    await clock.pass(2_000);
    assert.equal((await anna.read(id)).json.reason, 'connection_lost');
  });
});

describe('a party who is gone from an answered call', () => {
  for (const who of ['anna', 'ben'])
    it(`ends it after a minute, told once: ${who}`, async () => {
      const { anna, talking, drop, clock, toldOf } = await twoPeople();
      const id = await talking();
      await drop(id, who);
      await clock.pass(59_000);
      assert.equal((await anna.read(id)).json.status, 'active');
      await clock.pass(2_000);
      const { json } = await anna.read(id);
      assert.deepEqual([json.status, json.reason], ['ended', 'connection_lost']);
      assert.deepEqual(toldOf('anna', id), ['active', 'ended']);
    });

  it('does not end it by coming back within the minute', async () => {
    const { anna, talking, drop, connect, clock } = await twoPeople();
    const id = await talking();
    await drop(id, 'ben');
    await clock.pass(50_000);
    await connect(id, 'ben');
    await clock.pass(120_000);
    assert.equal((await anna.read(id)).json.status, 'active');
  });

  it('ends it where the callee never came after the answer', async () => {
    const { anna, ben, connect, clock } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    await connect(id, 'anna');
    await ben.accept(id);
    await clock.pass(61_000);
    assert.equal((await anna.read(id)).json.reason, 'connection_lost');
  });
});

describe('the devices of a callee', () => {
  it('get one answer: the first device wins, and the other is told so at once', async () => {
    const { anna, ben, desk, told } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    const [first, second] = await Promise.all([ben.accept(id), desk.accept(id)]);
    assert.deepEqual([first.status, second.status, second.json.code], [200, 409, 'answered_elsewhere']);
    assert.equal(second.json.token, undefined);
    const d = { call_id: id, status: 'active', reason: 'answered_elsewhere', by_device: first.json.device };
    assert.deepEqual(
      told.slice(1),
      ['anna', 'ben'].map((identity) => ({ identity, frame: { t: 'call.update', d } })),
    );
  });

  it('may repeat an answer that was lost, and get the same call', async () => {
    const { anna, ben, toldOf } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    const first = await ben.accept(id);
    const again = await ben.accept(id);
    assert.deepEqual([again.status, again.json.started_at], [200, first.json.started_at]);
    assert.deepEqual(toldOf('anna', id), ['active']);
  });

  it('stop all where one refuses', async () => {
    const { anna, ben, desk, toldOf } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    assert.equal((await desk.act(id, 'reject')).json.status, 'rejected');
    const late = await ben.accept(id);
    assert.deepEqual([late.status, late.json.code], [409, 'call_ended']);
    assert.deepEqual(toldOf('ben', id), ['incoming', 'rejected']);
  });

  it('that answer and refuse at once have one outcome, in 40 tries', async () => {
    const { anna, ben, desk, engine } = await twoPeople();
    const outcomes = new Set<string>();
    for (let round = 0; round < 40; round++) {
      const { call_id: id } = (await anna.start('ben')).json;
      const acts = [() => ben.accept(id), () => desk.act(id, 'reject')];
      const answers = await Promise.all((round % 2 ? acts.toReversed() : acts).map((act) => act()));
      const read = await Promise.all([anna, ben, desk].map((each) => each.read(id)));
      const statuses = new Set(read.map(({ json }) => json.status));
      assert.equal(statuses.size, 1);
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      outcomes.add([...statuses][0]!);
      await anna.act(id, 'end');
      await engine.idle();
    }
    assert.deepEqual([...outcomes].sort(), ['active', 'rejected']);
  });
});

describe('a person who is in a call', () => {
  it('is busy for others, and the call that did not come about is kept', async () => {
    const world = await twoPeople();
    const { anna, told } = world;
    const eve = await phone(world, 'eve');
    await anna.start('ben');
    const frames = told.length;
    for (const callee of ['ben', 'anna']) {
      const { status, json } = await eve.start(callee);
      assert.deepEqual([status, json.code], [409, 'busy']);
      const read = (await eve.read(json.call_id)).json;
      assert.deepEqual([read.status, read.caller, read.callee], ['busy', 'eve', callee]);
    }
    assert.equal(told.length, frames);
  });

  it('cannot start another call, and can when it is over', async () => {
    const { anna } = await twoPeople();
    const { call_id: id } = (await anna.start('ben')).json;
    assert.equal((await anna.start('eve')).json.code, 'busy');
    await anna.act(id, 'end');
    assert.equal((await anna.start('eve')).status, 200);
  });

  it('is one call for two who call each other at once, 50 times', async () => {
    const { anna, ben, engine, toldOf } = await twoPeople();
    for (let round = 0; round < 50; round++) {
      const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const [a, b] = await Promise.all([
        anna.start('ben'),
        later(round % 3).then(() => ben.start('anna', { type: 'video_call' })),
      ]);
      assert.deepEqual([a.status, b.status, a.json.call_id], [200, 200, b.json.call_id]);
      const id = a.json.call_id;
      assert.deepEqual([a.json.type, (await anna.read(id)).json.status], [b.json.type, 'active']);
      assert.equal(toldOf('anna', id).filter((status) => status === 'active').length, 1);
      await ben.act(id, 'end');
      await engine.idle();
    }
  });
});

describe('a start on Postgres, which shows to each statement what was committed before', () => {
  it('is a new call where the one before ended between two statements', async () => {
    const store = await openStore(':memory:', console.error);
    let ended: CallRow | null = null;
    const world = await twoPeople({
      store: storeWithQueries(store, (tx) => ({
        // The first statement of the transaction came before the end.
        async findCallOf(app, identity) {
          const found = ended ?? (await tx.findCallOf(app, identity));
          ended = null;
          return found;
        },
      })),
    });
    const id = await world.talking();
    const row = await store.read((tx) => tx.findCallOf('1234567890', 'anna'));
    await world.anna.act(id, 'end');
    ended = row;
    const { status, json } = await world.anna.start('ben');
    assert.deepEqual([status, json.status, ended], [200, 'initiating', null]);
    assert.notEqual(json.call_id, id);
  });
});

describe('a start that is repeated', () => {
  it('by the same device is the same call, also once it is answered', async () => {
    const { anna, ben, call } = await twoPeople();
    const first = (await anna.start('ben')).json;
    assert.equal((await anna.start('ben')).json.call_id, first.call_id);
    await ben.accept(first.call_id);
    const again = await anna.start('ben');
    assert.deepEqual([again.json.call_id, again.json.status], [first.call_id, 'active']);
    const read = await call('GET', `/rooms/${first.call_id}`, { bearer: again.json.user_token });
    assert.equal(read.json.call.status, 'active');
  });

  it('by its key makes no second call, also when the first is over', async () => {
    const { anna, toldOf, told } = await twoPeople();
    const key = { 'idempotency-key': 'start-of-this-one' };
    const { call_id: id } = (await anna.start('ben', {}, key)).json;
    await anna.act(id, 'end');
    const { status, json } = await anna.start('ben', {}, key);
    assert.deepEqual([status, json.code], [409, 'call_ended']);
    assert.deepEqual([toldOf('ben', id), told.length], [['incoming', 'cancelled'], 3]);
  });

  it('by its key answers no later call, where the first crossed a call that is over', async () => {
    const { anna, ben, engine, toldOf } = await twoPeople();
    const key = { 'idempotency-key': 'start-of-this-one' };
    const { call_id: first } = (await ben.start('anna')).json;
    assert.equal((await anna.start('ben', {}, key)).json.call_id, first);
    await ben.act(first, 'end');
    const { call_id: second } = (await ben.start('anna')).json;
    const { status, json } = await anna.start('ben', {}, key);
    assert.deepEqual([status, json.code], [409, 'call_ended']);
    await engine.idle();
    assert.equal((await anna.read(second)).json.status, 'initiating');
    assert.deepEqual(toldOf('ben', second), []);
  });

  it('keeps no token in the store', async () => {
    const { anna, store } = await twoPeople();
    await anna.start('ben', {}, { 'idempotency-key': 'start-of-this-one' });
    const scope = JSON.stringify(['1234567890', 'anna', '', 'POST', '/api/v1/calls', 'start-of-this-one']);
    const kept = await store.read((tx) => tx.findAnswer(scope, 0));
    assert.deepEqual(Object.keys(JSON.parse(kept!.body)), ['call_id']);
  });
});
