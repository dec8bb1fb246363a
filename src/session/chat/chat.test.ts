import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chatting, gate } from '../../../test/support/fakes/chatting.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { names } from '../../../test/support/fakes/record.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Role } from '../../protocol/role.ts';

describe('A message that is removed', () => {
  it('goes from the list when the engine says so, once', async () => {
    const { room, edge, chat, shown, told, join } = chatting();
    await join();
    for (const text of ['a', 'b', 'c']) chat.say(text);
    told.length = 0;
    for (let time = 0; time < 2; time++)
      edge.link.push({ type: '_chat_removed', epoch: 1, rev: 5, id: 'm2', by: 'host' });
    assert.deepEqual(shown(), ['a', 'c']);
    assert.deepEqual(names(told), ['messagesChanged']);
    assert.equal(room.chat.get('m2').get(), undefined);
    assert.equal(room.chat.get('m3').get()?.text, 'c');
  });

  it('goes when the engine’s answer to me says so, whose push brings nothing new', async () => {
    const { room, edge, chat, shown, told, join } = chatting();
    await join();
    chat.say('a', 'me');
    await room.chat.remove('m1');
    edge.link.push({ type: '_chat_removed', epoch: 1, rev: 5, id: 'm1' });
    assert.deepEqual(shown(), []);
    assert.deepEqual(names(told), ['messagesChanged', 'chatMessage', 'messagesChanged']);
  });

  it('during an outage is gone after it', async () => {
    const { edge, chat, shown, join } = chatting();
    await join();
    for (const text of ['a', 'b']) chat.say(text);
    edge.link.listener!.reconnecting();
    chat.remove('m1');
    edge.link.listener!.reconnected();
    await settled();
    assert.deepEqual(shown(), ['b']);
  });

  it('is not shown by a page of history that left the engine before', async () => {
    const { edge, chat, room, shown } = chatting();
    for (const text of ['a', 'b', 'c']) chat.write(text);
    chat.remove('m1');
    const slow = gate();
    edge.answers.readChat = async ({ query }) => {
      const page = structuredClone(chat.read(query as never));
      await slow.promise;
      return page;
    };
    await room.join();
    await settled();
    edge.link.push({ type: '_chat_removed', epoch: 1, rev: 5, id: 'm3' });
    slow.open();
    await settled();
    assert.deepEqual(shown(), ['b']);
    assert.equal(await room.chat.loadEarlier(), false);
  });

  it('is not shown by a page that says so itself', async () => {
    const { chat, room, shown } = chatting();
    for (const text of ['a', 'b']) chat.write(text);
    chat.all[0]!.removed_by = 'host';
    await room.join();
    await settled();
    assert.deepEqual(shown(), ['b']);
  });

  it('is not asked for by an id that is a path', async () => {
    const { room, edge, join } = chatting();
    await join();
    for (const id of ['', '.', '..'])
      await assert.rejects(room.chat.remove(id), (error: UTDStreamError) => error.field === 'id');
    assert(!edge.calls.some(({ name }) => name === 'removeMessage'));
  });
});

describe('A message of an older engine, which counts none', () => {
  it('is shown as it comes, once', async () => {
    const { edge, shown, heard, join } = chatting();
    await join();
    const say = (id: string) =>
      edge.link.push({
        roomChat: {
          message: id,
          senderUserId: 'ada',
          senderName: '',
          text: id,
          timestamp: '2026-01-01T12:00:00Z',
          messageID: id,
        },
      });
    for (const id of ['x', 'y', 'x', 'z']) say(id);
    assert.deepEqual(shown(), ['x', 'y', 'z']);
    assert.equal(heard(), 'x y z');
  });
});

describe('Comments', () => {
  it('are locked and unlocked by whatever is newest, from whatever way it came', async () => {
    const { room, edge, told, join } = chatting();
    await join();
    const lock = (rev: number, locked: boolean) =>
      edge.link.push({ type: '_chat_lock', epoch: 1, rev, locked, by: 'host' });
    lock(5, true);
    lock(4, false);
    assert.equal(room.chat.locked.get(), true);
    edge.link.listener!.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: 6, _chat: { locked: false } }));
    assert.equal(room.chat.locked.get(), false);
    edge.rev = 7;
    const snapshot = edge.snapshot();
    edge.answers.readRoom = () => ({ ...snapshot, comments: { locked: true, by: 'host' } });
    await room.connection.retry();
    assert.deepEqual(told, [
      ['chatLockedChanged', true],
      ['chatLockedChanged', false],
      ['chatLockedChanged', true],
    ]);
    await room.leave();
    assert.equal(room.chat.locked.get(), false);
  });
});

describe('What is possible with a chat', () => {
  type Made = ReturnType<typeof chatting>;
  const because = ({ room }: Made, ...asked: Parameters<Made['room']['allowed']>) =>
    room.allowed(...(asked as ['sendChat'])).get().because; // which of the rules it is, the test says

  async function as(role: Role) {
    const made = chatting();
    await made.join();
    const others = (['host', 'admin', 'listener'] as const).map((each) => person(each, { role: each }));
    made.edge.link.show(person('me', { role }), ...others);
    for (const who of ['me', 'host', 'admin', 'listener', 'gone']) made.chat.say('hello', who);
    return made;
  }

  const removals = {
    host: [null, null, null, null, null],
    admin: [null, 'target_protected', 'target_protected', null, null],
    listener: [null, 'forbidden_role', 'forbidden_role', 'forbidden_role', 'forbidden_role'],
  } as const;
  for (const [role, codes] of Object.entries(removals))
    it(`as ${role} with a message of mine, the host’s, an admin’s, a listener’s, of somebody gone`, async () => {
      const made = await as(role as Role);
      assert.deepEqual(
        ['m1', 'm2', 'm3', 'm4', 'm5'].map((id) => because(made, 'removeMessage', id)),
        codes,
      );
      assert.equal(because(made, 'removeMessage', 'm9'), 'not_found');
      assert.equal(because(made, 'lockComments'), role === 'listener' ? 'forbidden_role' : null);
      made.edge.link.push({ type: '_chat_lock', epoch: 1, rev: 5, locked: true });
      assert.equal(because(made, 'sendChat'), role === 'listener' ? 'comments_locked' : null);
    });

  it('is to write in an outage, and nothing of it before the join', async () => {
    const made = chatting();
    assert.equal(because(made, 'sendChat'), 'not_joined');
    await made.join();
    assert.equal(because(made, 'sendChat'), null);
    assert.equal(because(made, 'sendData'), null);
    assert.equal(because(made, 'loadEarlier'), 'not_found');
    made.edge.link.listener!.reconnecting();
    assert.equal(because(made, 'sendChat'), null);
    assert.equal(because(made, 'sendData'), 'not_joined');
  });
});
