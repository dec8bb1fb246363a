import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, orders } from '../../../test/support/fakes/asking.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import type { Role } from '../../protocol/role.ts';

const all = ['ada', 'ben', 'eve'].map((each) => person(each));

async function changing(identity = 'me') {
  const { edge, room, told } = await asking();
  const say = (role: Role, rev = edge.rev) =>
    edge.link.push({ type: '_role_change', epoch: 1, rev, identity, role, previous_role: 'listener' });
  const show = (role: Role) =>
    edge.link.show(
      ...[person('me'), ...all].map((each) =>
        each.identity === identity ? person(identity, { role }) : each,
      ),
    );
  /** The state that the change belongs to. */
  const grid = () => edge.push(7, { locked: true });
  const mine = () => told.flatMap(([event, detail]) => (event === 'roleChanged' ? [detail] : []));
  return { edge, room, say, show, grid, mine };
}

describe('A role', () => {
  it('is told once, whichever of message, metadata and grid comes first', async () => {
    for (const order of orders(['message', 'metadata', 'grid'])) {
      const { edge, room, say, show, grid, mine } = await changing();
      const rev = edge.rev + 1;
      const happens: Record<(typeof order)[number], () => void> = {
        message: () => say('admin', rev),
        metadata: () => show('admin'),
        grid,
      };
      for (const each of order) happens[each]!();
      assert.deepEqual([room.role.get(), mine()], ['admin', ['admin']], order.join());
    }
  });

  it('of somebody else is in the list before their metadata says so', async () => {
    const { room, say } = await changing('ada');
    say('admin');
    assert.equal(room.participants.roles.get().get('ada'), 'admin');
    assert.equal(room.participants.get('ada').get()?.role, 'admin');
  });

  it('is what the metadata says when that goes on', async () => {
    const { room, say, show, mine } = await changing();
    say('speaker');
    show('speaker');
    show('listener');
    assert.deepEqual([room.role.get(), mine()], ['listener', ['speaker', 'listener']]);
  });

  it('is not the one that an older message brings late', async () => {
    const { edge, room, say, mine, grid } = await changing();
    say('admin', edge.rev + 2);
    say('speaker', edge.rev + 1);
    assert.deepEqual([room.role.get(), mine()], ['admin', ['admin']]);
    const old = edge.rev;
    grid();
    grid();
    grid();
    say('speaker', old);
    assert.equal(room.role.get(), 'listener');
  });
});
