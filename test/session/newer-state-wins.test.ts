import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exactly } from '../support/model/exactly.ts';
import { bounded } from '../support/model/replay.ts';
import { chance, weighted } from '../support/model/weighted.ts';
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

/** State that comes or is read. Its place in the history is told from the newest that has come. */
const step = fc.record({
  epochs: weighted({ same: 89, before: 10, next: 1 }),
  revs: fc.integer({ min: -8, max: 3 }),
  isRead: chance(20),
  way: fc.constantFrom('push', 'metadata', 'read'),
});
const epochs = { same: 0, before: -1, next: 1 };

let furthest = 0;
/** The newest of all that has come is shown after each step. */
const shown = fc.asyncProperty(exactly(1_000, step), async (steps) => {
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
  const push = (at: At) => (edge.link.push({ type: '_seat_update', ...roomAt(at) }), at);
  const ways = {
    push,
    metadata: ({ epoch, rev }: At) => {
      const { mode, mode_id, seats } = roomAt({ epoch, rev });
      edge.link.listener!.roomMetadataChanged(
        JSON.stringify({ epoch, rev, _seats: { mode, mode_id, seats } }),
      );
      return { epoch, rev };
    },
    read: (at: At) => {
      const arrival = late?.() ?? push(at);
      late = undefined;
      return arrival;
    },
  };
  for (const { epochs: by, revs, isRead, way } of steps) {
    const at = {
      epoch: Math.max(1, newest.epoch + epochs[by]),
      rev: Math.max(1, newest.rev + revs),
    };
    if (!late && isRead) {
      read(at);
      continue;
    }
    const came = await ways[way](at);
    if (after(came, newest) > 0) newest = came;
    const { identity } = room.seats.grid.get().seats[0]!;
    // The first seat is nobody's until the first of them has come.
    if (newest.rev + newest.epoch > 2) assert.equal(identity, `${newest.epoch}-${newest.rev}`);
  }
  furthest = Math.max(furthest, newest.epoch);
});

describe('What is shown of a room', () => {
  it('is the newest of all that has come, by whatever way and however late: 50,000 times, drawn', async () => {
    await fc.assert(shown, { ...bounded, numRuns: 50 });
    assert(furthest > 10, 'it never went on');
  });
});
