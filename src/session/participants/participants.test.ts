import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking } from '../../../test/support/fakes/asking.ts';

const ada = { identity: 'ada', name: 'Ada', avatar: null, role: 'listener', attributes: {} } as const;
const me = { ...ada, identity: 'me', name: 'Me' };

describe('The list of people that the engine keeps', () => {
  it('has everybody, those of a role, or a page of either, and says which is me', async () => {
    const { edge, room } = await asking();
    edge.answers.listParticipants = () => ({ participants: [me, ada] });
    edge.answers.listByRole = () => ({ participants: [ada], page: 1, per_page: 50, total: 1 });
    assert.deepEqual(
      [...(await room.participants.list())],
      [
        { ...me, mine: true },
        { ...ada, mine: false },
      ],
    );
    await room.participants.list({ page: 2 });
    await room.participants.list({ role: 'listener' });
    await room.participants.list({ role: 'listener', page: 3 });
    assert.deepEqual(
      edge.calls.map(({ name, request: { query } }) => [name, query?.['role'], query?.['page']]),
      [
        ['listParticipants', undefined, undefined],
        ['listParticipants', undefined, 2],
        ['listByRole', 'listener', undefined],
        ['listByRole', 'listener', 3],
      ],
    );
  });
});
