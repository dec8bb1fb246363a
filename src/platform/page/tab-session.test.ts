import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock, settled } from '../../../test/support/fakes/fake-clock.ts';
import { tabStorage } from './tab-session.ts';

const key = { engine: 'http://127.0.0.1:4000', appId: '1234567890', room: 'lobby' };
const open = () => new AbortController().signal;

describe('what a tab keeps', () => {
  it('is the session of a room, until the person leaves', async () => {
    const storage = tabStorage();
    const first = new AbortController();
    const { sessionId } = await storage.open(key, first.signal);
    first.abort();
    const again = new AbortController();
    const back = await storage.open(key, again.signal);
    assert.equal(back.sessionId, sessionId);
    back.forget();
    again.abort();
    assert.notEqual((await storage.open(key, open())).sessionId, sessionId);
  });

  it('is the room of a session whose key does not name it, for one session at a time, until it is forgotten', async () => {
    const storage = tabStorage();
    const call = { ...key, room: 'audio_call' };
    assert.equal(await storage.takeRoom(call), undefined);
    const first = new AbortController();
    const session = await storage.open(call, first.signal);
    session.entered('call_1');
    assert.equal(await storage.takeRoom(call), undefined);
    first.abort();
    const [taken, second] = await Promise.all([storage.takeRoom(call), storage.takeRoom(call)]);
    assert.deepEqual([taken?.room, second], ['call_1', undefined]);
    taken?.giveBack();
    const later = await storage.takeRoom(call);
    assert.equal(later?.room, 'call_1');
    later.forget();
    later.giveBack();
    assert.equal(await storage.takeRoom(call), undefined);
    const again = new AbortController();
    const left = await storage.open(call, again.signal);
    left.entered('call_2');
    left.forget();
    again.abort();
    assert.equal(await storage.takeRoom(call), undefined);
  });

  it('makes nobody a stranger who reconnects: what the first mint gave is shown by the next', async () => {
    const storage = tabStorage();
    for (const session of [await storage.open(key, open()), await storage.open(key, open())]) {
      assert.equal(session.resume, undefined);
      session.minted('secret');
      assert.equal(session.resume, 'secret');
    }
  });

  it('keeps nobody waiting for who left before it was there', async () => {
    const storage = tabStorage();
    const left = new AbortController();
    const opening = storage.open(key, left.signal);
    left.abort();
    await assert.rejects(opening, { name: 'AbortError' });
    const { sessionId } = await storage.open(key, open());
    assert.match(sessionId, /./);
  });

  it('is another session for a second controller of the same room', async () => {
    const storage = tabStorage();
    const [one, other] = [await storage.open(key, open()), await storage.open(key, open())];
    assert.notEqual(one.sessionId, other.sessionId);
  });

  it('goes on in a second controller, where the first goes within a task', async () => {
    const clock = new FakeClock();
    const storage = tabStorage(clock);
    const first = new AbortController();
    const old = await storage.open(key, first.signal);
    old.minted('secret');
    const opening = storage.open(key, open());
    await settled();
    assert.equal(old.wanted(), true);
    first.abort();
    await clock.pass(0);
    const { sessionId, resume, wanted } = await opening;
    assert.deepEqual([sessionId, resume, wanted()], [old.sessionId, 'secret', false]);
  });

  it('does not go on for somebody else', async () => {
    const clock = new FakeClock();
    const storage = tabStorage(clock);
    const ada = await storage.open({ ...key, identity: 'ada' }, open());
    const ben = storage.open({ ...key, identity: 'ben' }, open());
    await settled();
    assert.equal(ada.wanted(), false);
    await clock.pass(0);
    assert.notEqual((await ben).sessionId, ada.sessionId);
  });

  it('is one guest for two rooms that join at once', async () => {
    const storage = tabStorage();
    const first = storage.open(key, open());
    const opening = storage.open({ ...key, room: 'attic' }, open());
    (await first).minted('secret');
    assert.equal((await opening).resume, 'secret');
  });

  it('does not keep a second room waiting for a first that failed', async () => {
    const storage = tabStorage();
    const first = new AbortController();
    await storage.open(key, first.signal);
    const opening = storage.open({ ...key, room: 'attic' }, open());
    first.abort();
    assert.equal((await opening).resume, undefined);
  });
});
