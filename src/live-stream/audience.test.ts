import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { person } from '../../test/support/fakes/fake-transport.ts';
import { StreamPlatform, streaming } from '../../test/support/fakes/streaming.ts';

const eve = { identity: 'eve', name: 'Eve', avatar: null, role: 'audience', attributes: {} } as const;

/** A stream whose engine counts seven. */
async function counted(role: Parameters<typeof streaming>[0] = 'audience') {
  const edge = new StreamPlatform();
  edge.count = 7;
  const made = await streaming(role, {}, edge);
  const news = () => made.told.flatMap(([event, detail]) => (event === 'audienceChanged' ? [detail] : []));
  return { ...made, news, count: () => made.stream.participants.count.get() };
}

describe('The number of participants of a live stream', () => {
  it('is that of the engine: of a read, then of the newest message', async () => {
    const { edge, count, news } = await counted();
    assert.equal(count(), 7);
    const joined = [{ identity: 'eve', name: 'Eve', avatar: null }];
    edge.counts(8, { joined });
    edge.counts(9, { left: ['ben'], more: true });
    assert.equal(count(), 9);
    assert.deepEqual(news(), [
      { count: 8, joined, left: [], more: false },
      { count: 9, joined: [], left: ['ben'], more: true },
    ]);
  });

  it('is not that of a late message, or of a late read', async () => {
    const { edge, stream, count } = await counted();
    edge.counts(8);
    edge.link.push({ type: '_audience', epoch: 1, rev: 1, seq: 0, count: 3 });
    edge.link.push({ type: '_audience', epoch: 0, rev: 1, seq: 99, count: 4 });
    await stream.connection.retry();
    assert.equal(count(), 8);
  });

  it('is read anew after an outage, in which messages were lost', async () => {
    const { edge, stream, count } = await counted();
    edge.counts(8);
    edge.link.listener!.reconnecting();
    edge.count = 5;
    edge.link.listener!.reconnected();
    await settled();
    assert.equal(count(), 5);
    assert.equal(stream.connection.state.get(), 'connected');
  });
});

describe('The participants of a live stream', () => {
  it('are the local one, the stage and the admins; a ghost is none of them', async () => {
    const { edge, stream } = await counted();
    edge.puts('ben', 'guest', { away: true });
    edge.tell();
    edge.link.show(
      person('me', { role: 'audience' }),
      person('ghost', { role: 'audience' }),
      person('was-guest', { role: 'guest' }),
      person('mod', { role: 'admin' }),
      person('ada', { role: 'host' }),
    );
    assert.deepEqual(
      stream.participants.everyone.get().map(({ identity, role }) => `${identity} ${role}`),
      ['me audience', 'mod admin', 'ada host', 'ben guest'],
    );
    assert.equal(stream.participants.get('ghost').get(), undefined);
  });

  it('have the last role of the product where no other is known', async () => {
    const { edge, stream } = await counted();
    edge.link.show(person('me', { metadata: {} }));
    assert.equal(stream.role.get(), 'audience');
  });

  it('are listed by pages, and known from then on until they leave', async () => {
    const { edge, stream, because } = await counted('host');
    edge.answers.listByRole = () => ({ participants: [eve], next: 'c2', total: 300, page: 1, per_page: 50 });
    const page = await stream.participants.list({ role: 'audience', order: 'newest', cursor: 'c1' });
    assert.deepEqual(
      [[...page].map(({ identity }) => identity), page.next, page.total],
      [['eve'], 'c2', 300],
    );
    assert.deepEqual(edge.calls.at(-1)?.request.query, {
      role: 'audience',
      page: undefined,
      order: 'newest',
      cursor: 'c1',
    });
    const known = stream.participants.get('eve');
    assert.deepEqual([known.get()?.name, known.get()?.muted], ['Eve', true]);
    for (const operation of ['kick', 'ban', 'forceMute', 'inviteToStage', 'changeRole'] as const)
      assert.equal(because(operation, 'eve'), null, operation);
    edge.counts(6, { left: ['eve'] });
    assert.equal(known.get(), undefined);
  });

  it('can be moderated although no list has named them, because the engine knows them', async () => {
    const { because } = await counted('host');
    assert.deepEqual([because('kick', 'who-wrote'), because('inviteToStage', 'who-wrote')], [null, null]);
    assert.equal(because('kick', '..'), 'not_found');
  });
});
