import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tabStorage } from './storage.ts';

const key = { engine: 'http://127.0.0.1:4000', appId: '1234567890', room: 'lobby' };
const open = new AbortController().signal;

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
    assert.notEqual((await storage.open(key, open)).sessionId, sessionId);
  });

  it('is another session for a second controller of the same room', async () => {
    const storage = tabStorage();
    const [one, other] = [await storage.open(key, open), await storage.open(key, open)];
    assert.notEqual(one.sessionId, other.sessionId);
  });

  it('is one guest for two rooms that join at once', async () => {
    const storage = tabStorage();
    const first = storage.open(key, open);
    const opening = storage.open({ ...key, room: 'attic' }, open);
    (await first).minted('secret');
    assert.equal((await opening).resume, 'secret');
  });

  it('does not keep a second room waiting for a first that failed', async () => {
    const storage = tabStorage();
    const first = new AbortController();
    await storage.open(key, first.signal);
    const opening = storage.open({ ...key, room: 'attic' }, open);
    first.abort();
    assert.equal((await opening).resume, undefined);
  });
});
