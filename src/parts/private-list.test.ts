import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge, orders } from '../../test/support/asking.ts';

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

  it('is the same without any read, and without any message', async () => {
    const { edge, room, waiting } = await asking('host');
    let epoch = 1;
    for (const order of orders([0, 1, 2, 3, 4])) {
      const { pushes, left } = history(++epoch);
      for (const at of order) edge.link.push(pushes[at]);
      assert.deepEqual(waiting(), left, order.join());
    }
    const { reads, left } = history(++epoch);
    edge.answers.readRoom = () => reads[1];
    await room.connection.retry();
    assert.deepEqual(waiting(), left);
  });

  it('is read as whole where an engine counts no versions', async () => {
    const { edge, waiting } = await asking('host');
    const { message, grid } = edge.asks('r1', 'ada');
    edge.link.push({ ...message, version: undefined });
    edge.link.push(grid);
    assert.deepEqual(waiting(), []);
    await edge.clock.pass(1000);
    assert.deepEqual(waiting(), ['r1']);
  });
});
