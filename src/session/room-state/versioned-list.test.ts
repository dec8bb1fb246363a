import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge, orders } from '../../../test/support/fakes/asking.ts';

/** What happens in one life of a room, as it travels: what all see, messages, and reads that were answered then. */
function history(epoch: number) {
  const edge = new AskingEdge();
  const id = (name: string) => `${name}-${epoch}`;
  const one = edge.asks(id('r1'), 'ada');
  const two = edge.asks(id('r2'), 'ben');
  const read = edge.snapshot();
  const approved = edge.approves(id('r1'));
  const grown = edge.asks(id('r3'), 'eve');
  const pushes = [one.message, two.message, approved.message, grown.message, grown.grid];
  return {
    pushes: pushes.map((push) => ({ ...push, epoch })),
    reads: [read, edge.snapshot()].map((each) => ({ ...each, epoch })),
    left: [id('r2'), id('r3')],
  };
}

describe('What only some may see', () => {
  it('is the same in whatever order messages, grid and reads come: all 5,040 of them', async () => {
    const { edge, room, waiting } = await asking('host');
    let epoch = 1;
    for (const order of orders([0, 1, 2, 3, 4, 5, 6])) {
      const { pushes, reads, left } = history(++epoch);
      for (const at of order) {
        const push = pushes[at];
        if (push) edge.link.push(push);
        else {
          edge.answers.readRoom = () => reads[at - pushes.length];
          await room.connection.retry();
        }
      }
      assert.deepEqual(waiting(), left, order.join());
    }
  });

  it('is the same with one old read, without any, and without any message', async () => {
    const { edge, room, waiting } = await asking('host');
    let epoch = 1;
    const read = (snapshot: object) => {
      edge.answers.readRoom = () => snapshot;
      return room.connection.retry();
    };
    for (const order of [...orders([0, 1, 2, 3, 4, 5]), ...orders([0, 1, 2, 3, 4])]) {
      const { pushes, reads, left } = history(++epoch);
      for (const at of order) {
        if (pushes[at]) edge.link.push(pushes[at]);
        else await read(reads[0]!);
      }
      assert.deepEqual(waiting(), left, order.join());
    }
    const { reads, left } = history(++epoch);
    await read(reads[1]!);
    assert.deepEqual(waiting(), left);
  });

  it('does not come back by a read that is older than the one before', async () => {
    const { edge, room } = await asking();
    const expires_at = '2026-01-01T00:01:00Z';
    const invitation = { id: 'i1', inviter: 'ada', name: 'Ada', seat_index: null, expires_at };
    for (const [version, invitations] of [
      [7, []],
      [6, [invitation]],
    ] as const) {
      edge.answers.readRoom = () => ({ ...edge.snapshot(), version, invitations });
      await room.connection.retry();
      assert.deepEqual(room.speakers.invitations.get(), []);
    }
  });

  it('comes by messages too from an engine that counts no versions', async () => {
    const edge = new AskingEdge();
    const { snapshot } = edge;
    edge.snapshot = () => ({ ...snapshot.call(edge), version: 0 });
    const { waiting, reads } = await asking('host', {}, edge);
    const { message, grid } = edge.asks('r1', 'ada');
    edge.link.push(grid);
    edge.link.push({ ...message, version: undefined });
    assert.deepEqual([waiting(), reads()], [['r1'], 0]);
  });
});
