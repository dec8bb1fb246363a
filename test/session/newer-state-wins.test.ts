import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numbers } from '../support/model/drawn.ts';
import { settled } from '../support/fakes/fake-clock.ts';
import { FakePlatform, seat } from '../support/fakes/fake-platform.ts';
import { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';

/** Where in a room's history. */
interface At {
  readonly epoch: number;
  readonly rev: number;
}
const after = (a: At, b: At) => a.epoch - b.epoch || a.rev - b.rev;

/** The room as it was then: who sits in the first seat names the moment. */
const roomAt = ({ epoch, rev }: At) => ({
  epoch,
  rev,
  mode: 'free' as const,
  mode_id: null,
  seats: [seat(0, { identity: `${epoch}-${rev}` })],
});

describe('What is shown of a room', () => {
  it('is the newest of all that has come, by whatever way and however late: 50,000 times, drawn', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
    const next = numbers(seed);
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    await settled();
    let newest: At = { epoch: 1, rev: 1 };
    let late: (() => Promise<At>) | undefined;

    /** A read is answered now, and its answer arrives later. */
    const read = (then: At) => {
      let arrive = () => {};
      const gate = new Promise<void>((resolve) => (arrive = resolve));
      edge.answers.readRoom = async () => (await gate, { ...edge.snapshot(), ...roomAt(then) });
      const reading = room.connection.retry();
      late = async () => (arrive(), await reading, then);
    };
    const ways: ((at: At) => At | Promise<At>)[] = [
      (at) => (edge.link.push({ type: '_seat_update', ...roomAt(at) }), at),
      ({ epoch, rev }) => {
        const { mode, mode_id, seats } = roomAt({ epoch, rev });
        edge.link.listener!.roomMetadataChanged(
          JSON.stringify({ epoch, rev, _seats: { mode, mode_id, seats } }),
        );
        return { epoch, rev };
      },
      (at) => {
        const arrival = late?.() ?? at;
        if (!late) edge.link.push({ type: '_seat_update', ...roomAt(at) });
        late = undefined;
        return arrival;
      },
    ];
    for (let step = 0; step < 50_000; step++) {
      const at = {
        epoch: Math.max(1, newest.epoch + (next() < 0.01 ? 1 : next() < 0.1 ? -1 : 0)),
        rev: Math.max(1, newest.rev + Math.floor(next() * 12) - 8),
      };
      if (!late && next() < 0.2) {
        read(at);
        continue;
      }
      const came = await ways[Math.floor(next() * ways.length)]!(at);
      if (after(came, newest) > 0) newest = came;
      const { identity } = room.seats.grid.get().seats[0]!;
      // The first seat is nobody's until the first of them has come.
      if (newest.rev + newest.epoch > 2)
        assert.equal(identity, `${newest.epoch}-${newest.rev}`, `after ${step} steps (SEED=${seed})`);
    }
    assert(newest.epoch > 10, 'it never went on');
  });
});
