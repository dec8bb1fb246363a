import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../../test/support/journey/engine.ts';

interface Row {
  id: string;
  seq: number;
  text: string;
  sender: string;
  removed_by: string | null;
}

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host' });
  const ada = await world.join('ada', { name: 'Ada' });
  await world.engine.idle();
  world.livekit.pushes.length = 0;
  const write = (text: string, options: { who?: typeof ada; id?: string; [field: string]: unknown } = {}) => {
    const { who = ada, id = `message-${text}`.padEnd(20, '-'), ...more } = options;
    return who.as('POST', '/chat', { text, message_id: id, ...more });
  };
  const read = async (query = '', who = ada): Promise<{ messages: Row[]; more: boolean }> =>
    (await who.as('GET', `/chat${query}`)).json;
  const texts = async (query = '') => (await read(query)).messages.map(({ text }) => text);
  return { ...world, host, ada, write, read, texts };
}

describe('a message of the chat', () => {
  it('is stamped by the engine and told to everybody, byte by byte', async () => {
    const { write, engine, livekit } = await house();
    const { json } = await write('Hello\u202e', {
      id: 'message-of-this-test',
      user_data: { mood: 'gay' },
    });
    await engine.idle();
    const at = '2026-01-01T00:00:00.000Z';
    assert.deepEqual(json, {
      id: json.id,
      seq: 1,
      message_id: json.message_id,
      sender: 'ada',
      name: 'Ada',
      avatar: null,
      text: 'Hello',
      at,
      user_data: { mood: 'gay' },
      removed_by: null,
    });
    assert.deepEqual(livekit.pushes as unknown[], [
      {
        roomChat: {
          message: 'chat',
          senderUserId: 'ada',
          senderName: 'Ada',
          senderAvatar: null,
          text: 'Hello',
          timestamp: at,
          messageID: json.id,
          seq: 1,
          clientID: json.message_id,
          userData: { mood: 'gay' },
        },
      },
    ]);
  });

  it('that is sent twice is one, and the second answer is the first', async () => {
    const { write, engine, livekit, host } = await house();
    const [first, second] = [await write('Hello'), await write('Hello')];
    assert.deepEqual(second.json, first.json);
    // The same id of somebody else is theirs.
    assert.equal((await write('Hello', { who: host })).json.seq, 2);
    await engine.idle();
    assert.equal(livekit.pushes.length, 2);
  });

  it('is history for those who come later, of which 300 are kept', async () => {
    const { write, texts, read, ada } = await house();
    for (let index = 1; index <= 305; index++) await write(String(index));
    const state = (await ada.as('GET', '')).json.chat;
    assert.equal(state.seq, 305);
    assert.deepEqual((await texts()).slice(-2), ['304', '305']);
    assert.deepEqual(await texts('?before=8'), ['6', '7']);
    assert.deepEqual(await texts('?after=303'), ['304', '305']);
    assert.deepEqual(
      [(await read('?after=10&limit=100')).more, (await read('?after=300')).more],
      [true, false],
    );
    for (const query of ['?limit=0', '?limit=101', '?before=x', '?after=-1'])
      assert.equal((await ada.as('GET', `/chat${query}`)).json.code, 'invalid_request');
  });

  it('is removed by its sender or a moderator, keeps its place, and says by whom', async () => {
    const { write, host, ada, engine, livekit, read, join } = await house();
    const { id } = (await write('Hello')).json;
    const bob = await join('bob');
    assert.equal((await bob.as('DELETE', `/chat/${id}`)).json.code, 'forbidden_role');
    assert.equal((await host.as('DELETE', `/chat/${id}`)).status, 204);
    await engine.idle();
    const { epoch, rev, version } = (await ada.as('GET', '')).json;
    const told = livekit.pushes.at(-1) as object;
    assert.deepEqual(
      { ...told, version: 0 },
      { type: '_chat_removed', id, by: 'host', epoch, rev, version: 0 },
    );
    assert.ok(version >= 0);
    const [row] = (await read()).messages;
    assert.deepEqual([row!.text, row!.removed_by, row!.seq], ['', 'host', 1]);
    assert.deepEqual((await ada.as('GET', '')).json.chat, { seq: 1, removed: [id] });
  });

  it('is refused where it is empty, too long, too deep or too large, and says which field', async () => {
    const { write } = await house();
    const deep = JSON.parse(`${'['.repeat(9)}${']'.repeat(9)}`);
    const bad: [Record<string, unknown>, string][] = [
      [{ text: ' \u200e ' }, 'text'],
      [{ text: 'x'.repeat(2001) }, 'text'],
      [{ user_data: deep }, 'user_data'],
      [{ user_data: 'x'.repeat(8192) }, 'user_data'],
      [{ message_id: 'short' }, 'message_id'],
    ];
    for (const [more, field] of bad) {
      const { status, json } = await write('Hello', more);
      assert.deepEqual([status, json.field], [422, field]);
    }
  });

  it('that is too large for a packet makes everybody read on', async () => {
    const { write, engine, livekit } = await house();
    const { status } = await write('字'.repeat(2000), {
      id: 'message-that-is-large',
      user_data: 'x'.repeat(8190),
    });
    await engine.idle();
    assert.deepEqual([status, (livekit.pushes.at(-1) as { reread?: boolean }).reread], [200, true]);
  });

  it('is gone with its room', async () => {
    const { write, host, join } = await house();
    await write('Hello');
    await host.as('DELETE', '');
    const { as } = await join('ada');
    assert.deepEqual((await as('GET', '/chat')).json, { messages: [], more: false });
  });
});
