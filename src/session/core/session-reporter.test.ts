import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fake-edge.ts';
import { person } from '../../../test/support/fake-transport.ts';
import { names, record } from '../../../test/support/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { SessionReport } from '../../model/session-state.ts';

function setUp() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  const reports: SessionReport[] = [];
  room.on('report', (report) => reports.push(report));
  return { edge, room, reports };
}

const refuses = (code: 'seat_taken' | 'banned') => () => Promise.reject(new UTDStreamError(code, 'ask'));

describe('the report of a session', () => {
  it('counts what was asked, lost and refused, once, when I leave', async () => {
    const { edge, room, reports } = setUp();
    edge.link.nextConnect = () => edge.clock.pass(120);
    await room.join();
    await settled();
    edge.answers.takeSeat = refuses('seat_taken');
    for (const seat of [0, 1]) await assert.rejects(room.seats.take(seat));
    await edge.clock.pass(300);
    edge.push(0, { identity: 'ada' });
    edge.link.show(person('me'), person('ada', { microphone: true }));
    edge.link.sound('ada');
    await settled();
    edge.link.listener!.reconnecting();
    await edge.clock.pass(4_000);
    edge.link.listener!.reconnected();
    await settled();
    await edge.clock.pass(1_000);
    await room.leave();
    assert.deepEqual(reports, [
      {
        why: 'left',
        duration: 5_420,
        join: 120,
        firstAudio: 420,
        outages: 1,
        away: 4_000,
        resyncs: 1,
        refusals: { seat_taken: 2 },
      },
    ]);
  });

  it('is told of a join that failed, too', async () => {
    const { edge, room, reports } = setUp();
    edge.answers.mint = refuses('banned');
    await assert.rejects(room.join());
    const [{ why, join, firstAudio, refusals } = {} as SessionReport] = reports;
    assert.deepEqual(
      { why, join, firstAudio, refusals },
      { why: 'failed', join: null, firstAudio: null, refusals: { banned: 1 } },
    );
  });

  it('comes before the forced end, which is told last, and counts the outage that led to it', async () => {
    const { edge, room, reports } = setUp();
    const told = record(room);
    await room.join();
    await settled();
    edge.answers.readRoom = () => Promise.reject(new UTDStreamError('network', 'read'));
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(61_000);
    assert.deepEqual(names(told).slice(-2), ['report', 'forceExit']);
    const [{ why, outages, away } = {} as SessionReport] = reports;
    assert.deepEqual({ why, outages, away }, { why: 'reconnect_failed', outages: 1, away: 60_000 });
  });

  it('counts from nothing in the next session', async () => {
    const { edge, room, reports } = setUp();
    await room.join();
    edge.answers.takeSeat = refuses('seat_taken');
    await assert.rejects(room.seats.take(0));
    await room.leave();
    await room.join();
    await room.leave();
    assert.deepEqual(
      reports.map(({ refusals }) => refusals),
      [{ seat_taken: 1 }, {}],
    );
  });
});
