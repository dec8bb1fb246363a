import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';

describe('locked comments', () => {
  it('stop all but host and admins, are told, and stand in what those who join read', async () => {
    const { join, engine, livekit } = await startEngine();
    const [host, ada] = [await join('host', { role: 'host' }), await join('ada')];
    const write = (text: string, who = ada) =>
      who.as('POST', '/chat', { text, message_id: `message-of-this-test-${text}` });
    await host.as('PUT', '/comments/lock');
    await engine.idle();
    const { epoch, rev, version, comments } = (await ada.as('GET', '')).json;
    assert.deepEqual(comments, { locked: true, by: 'host' });
    assert.deepEqual(livekit.pushes.at(-1), {
      type: '_chat_lock',
      locked: true,
      by: 'host',
      epoch,
      rev,
      version,
    });
    assert.deepEqual(JSON.parse(livekit.room.metadata)._chat, comments);
    assert.equal((await write('Hello')).json.code, 'comments_locked');
    assert.equal((await write('Hello', host)).status, 200);
    await host.as('PUT', '/comments/unlock');
    assert.equal((await write('Again')).status, 200);
  });
});
