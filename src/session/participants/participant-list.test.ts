import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking } from '../../../test/support/fakes/asking.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';

const ada = { identity: 'ada', name: 'Ada' };

async function joined() {
  const { edge, room } = await asking();
  let seq = 0;
  const tell = (news: object) =>
    edge.link.push({ type: '_audience', epoch: 1, rev: 1, seq: ++seq, count: 1, ...news });
  const names = () => room.participants.remote.get().map(({ name }) => name);
  edge.link.show(person('me'));
  return { edge, room, tell, names };
}

describe('The list of participants', () => {
  it('has a listener whom the engine tells of, before the media server does', async () => {
    const { edge, room, tell, names } = await joined();
    tell({ joined: [ada] });
    assert.deepEqual(names(), ['Ada']);
    assert.equal(room.participants.get('ada').get()?.muted, true);
    edge.link.show(person('me'), person('ada'));
    assert.deepEqual(names(), ['ADA']);
    edge.link.show(person('me'));
    assert.deepEqual(names(), []);
  });

  it('has no participant of whom the engine told that they left', async () => {
    const { edge, tell, names } = await joined();
    edge.link.show(person('me'), person('ada'), person('eve'));
    tell({ left: ['ada'] });
    assert.deepEqual(names(), ['EVE']);
    edge.link.show(person('me'), person('eve'));
    edge.link.show(person('me'), person('eve'), person('ada'));
    assert.deepEqual(names(), ['EVE', 'ADA']);
  });

  it('follows a participant who comes and goes, and never has them twice', async () => {
    const { edge, tell, names } = await joined();
    for (const [news, expected] of [
      [{ joined: [ada] }, ['Ada']],
      [{ left: ['ada'] }, []],
      [{ joined: [ada] }, ['Ada']],
    ] as const) {
      tell(news);
      assert.deepEqual(names(), expected);
    }
    edge.link.show(person('me'), person('ada'));
    tell({ joined: [ada] });
    assert.deepEqual(names(), ['ADA']);
  });

  it('believes a media server that tells something else after ten seconds', async () => {
    const { edge, tell, names } = await joined();
    const shown = [person('me'), person('eve')] as const;
    edge.link.show(...shown);
    tell({ joined: [ada], left: ['eve'] });
    await edge.clock.pass(9_999);
    edge.link.show(...shown);
    assert.deepEqual(names(), ['Ada']);
    await edge.clock.pass(1);
    edge.link.show(...shown);
    assert.deepEqual(names(), ['EVE']);
  });

  it('loses nobody whom a media server that stands still has not told of', async () => {
    const { edge, tell, names } = await joined();
    tell({ joined: [ada] });
    await edge.clock.pass(60_000);
    assert.deepEqual(names(), ['Ada']);
  });

  it('keeps the local participant, whatever the engine tells of them', async () => {
    const { room, tell } = await joined();
    tell({ left: ['me'] });
    assert.deepEqual(
      room.participants.everyone.get().map(({ identity }) => identity),
      ['me'],
    );
  });
});
