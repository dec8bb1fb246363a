import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge, created_at } from '../../test/support/fakes/asking.ts';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { person } from '../../test/support/fakes/fake-transport.ts';
import { names } from '../../test/support/fakes/record.ts';

describe('Requests to speak', () => {
  it('are all there for a host who comes late, oldest first', async () => {
    const edge = new AskingEdge();
    edge.asks('r1', 'ada', 'About the second point');
    edge.asks('r2', 'ben');
    const { room } = await asking('host', {}, edge);
    const at = new Date(created_at);
    assert.deepEqual(room.speakers.requests.get(), [
      { id: 'r1', identity: 'ada', name: 'ADA', note: 'About the second point', at },
      { id: 'r2', identity: 'ben', name: 'BEN', note: null, at },
    ]);
    assert.equal(room.speakers.waiting.get(), 2);
    assert.equal(room.speakers.mine.get(), null);
  });

  it('are my own for a listener, with my place in the line, which others leave', async () => {
    const edge = new AskingEdge();
    const { room, told, waiting } = await asking('listener', {}, edge);
    const first = edge.asks('r1', 'ada');
    edge.link.push(first.grid);
    edge.tell(edge.asks('r2', 'me'));
    assert.deepEqual(waiting(), ['r2']);
    assert.equal(room.speakers.mine.get()?.position, 2);
    assert.equal(room.speakers.waiting.get(), 2);
    told.length = 0;
    edge.link.push(edge.cancels('r1').grid);
    assert.equal(room.speakers.mine.get()?.position, 1);
    assert.deepEqual(names(told), ['speakerRequestsChanged']);
  });

  it('are told once, with what became of them', async () => {
    const { edge, told, waiting } = await asking('admin');
    edge.tell(edge.asks('r1', 'ada'));
    edge.tell(edge.asks('r2', 'ben'));
    edge.tell(edge.asks('r3', 'eve'));
    edge.tell(edge.rejects('r1'));
    edge.tell(edge.cancels('r2', { expired: true }));
    edge.tell(edge.approves('r3', 4));
    assert.deepEqual(waiting(), []);
    const events = told.flatMap(([event, detail]) => (event === 'speakerEvent' ? [detail] : []));
    assert.deepEqual(events, [
      { type: 'requested', identity: 'ada', requestId: 'r1' },
      { type: 'requested', identity: 'ben', requestId: 'r2' },
      { type: 'requested', identity: 'eve', requestId: 'r3' },
      { type: 'rejected', identity: 'ada', requestId: 'r1' },
      { type: 'requestExpired', identity: 'ben', requestId: 'r2' },
      { type: 'approved', identity: 'eve', requestId: 'r3', seatIndex: 4 },
    ]);
    // Who left the line is gone before the message that says why.
    assert.equal(names(told).filter((event) => event === 'speakerRequestsChanged').length, 6);
  });

  it('of mine is there when the engine has taken it, before any message, and its message is no news', async () => {
    const { edge, room, told } = await asking();
    const { message } = edge.asks('r1', 'me', 'Me!');
    const [request] = edge.mine.requests;
    const { rev } = edge;
    edge.answers.requestToSpeak = () => ({
      request_id: 'r1',
      request: { ...request, epoch: 1, rev, version: rev },
    });
    await room.speakers.request({ note: 'Me!' });
    assert.deepEqual([room.speakers.mine.get()?.note, room.speakers.mine.get()?.position], ['Me!', 1]);
    edge.link.push(message);
    assert.deepEqual(names(told), ['speakerRequestsChanged', 'speakerEvent']);
  });

  it('are gone all at once where one change drops several', async () => {
    const { edge, waiting } = await asking('host');
    edge.tell(edge.asks('r1', 'ada'));
    edge.tell(edge.asks('r2', 'ben'));
    const stamp = { epoch: 1, rev: 9, version: 9 };
    for (const [request_id, identity] of [
      ['r1', 'ada'],
      ['r2', 'ben'],
    ])
      edge.link.push({ type: '_speaker_request_cancelled', ...stamp, request_id, identity });
    assert.deepEqual(waiting(), []);
  });

  it('are seen at once by whom the host has promoted, and no more by whom the host demotes', async () => {
    const { edge, reads, waiting } = await asking();
    edge.link.push(edge.asks('r1', 'ada').grid);
    edge.tell(edge.asks('r2', 'me'));
    assert.deepEqual(waiting(), ['r2']);
    const others = edge.link.all.slice(1);
    edge.link.show(person('me', { role: 'admin' }), ...others);
    await edge.clock.pass(0);
    assert.deepEqual([waiting(), reads()], [['r1', 'r2'], 1]);
    edge.link.show(person('me'), ...others);
    assert.deepEqual([waiting(), reads()], [['r2'], 1]);
  });

  it('are looked for in the room when no message names who waits; one that is only late costs nothing', async () => {
    const { edge, reads, waiting } = await asking('host');
    const late = edge.asks('r1', 'ada');
    edge.link.push(late.grid);
    await edge.clock.pass(900);
    edge.link.push(late.message);
    await edge.clock.pass(5000);
    assert.deepEqual([waiting(), reads()], [['r1'], 0]);
    edge.link.push(edge.asks('r2', 'ben').grid);
    await edge.clock.pass(1000);
    assert.deepEqual([waiting(), reads()], [['r1', 'r2'], 1]);
  });

  it('are looked for once, and not for ever, where the room does not say either', async () => {
    const { edge, reads } = await asking('host');
    edge.queue = ['unknown'];
    edge.push(3, { locked: true });
    await edge.clock.pass(60_000);
    assert.equal(reads(), 1);
    assert.equal(edge.clock.waiting, 0);
  });

  it('are gone with the session', async () => {
    const { edge, room, waiting } = await asking('host');
    edge.tell(edge.asks('r1', 'ada'));
    await room.leave();
    await settled();
    assert.deepEqual([waiting(), room.speakers.waiting.get()], [[], 0]);
  });
});
