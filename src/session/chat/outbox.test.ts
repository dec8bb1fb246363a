import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { chatting, gate } from '../../../test/support/fakes/chatting.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { names } from '../../../test/support/fakes/record.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';

const failing = (code: ErrorCode, retryAfter?: number) =>
  new UTDStreamError(code, 'send a message', { retryAfter });

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

type Sent = { text: string; message_id: string };

describe('What I write', () => {
  it('is shown when the engine has taken it, and not before', async () => {
    const { room, edge, chat, shown, told, join } = chatting();
    await join();
    const taken = gate();
    edge.answers.sendChat = async ({ body }) => (await taken.promise, chat.send(body as never));
    const sending = room.chat.send('Good evening', { userData: { colour: 'red' } });
    await settled();
    assert.deepEqual(shown(), []);
    taken.open();
    const message = await sending;
    assert.deepEqual(message, {
      id: 'm1',
      identity: 'me',
      name: 'ME',
      avatar: null,
      text: 'Good evening',
      at: new Date('2026-01-01T12:00:01.000Z'),
      mine: true,
      userData: { colour: 'red' },
    });
    assert.deepEqual(room.chat.messages.get(), [message]);
    assert.deepEqual(names(told), ['messagesChanged', 'chatMessage']);
  });

  for (const first of ['push', 'answer'] as const)
    it(`is shown and told once where the ${first} comes first`, async () => {
      const { room, edge, chat, shown, heard, join } = chatting();
      await join();
      const answered = gate();
      edge.answers.sendChat = async ({ body }) => {
        const wire = chat.send(body as never);
        if (first === 'push') chat.push(wire);
        await answered.promise;
        return wire;
      };
      const sending = room.chat.send('once');
      await settled();
      answered.open();
      await sending;
      if (first === 'answer') chat.push(chat.all[0]!);
      assert.deepEqual(shown(), ['once']);
      assert.equal(heard(), 'once');
    });

  for (const lost of ['network', 'timeout', 'unavailable'] as const)
    it(`goes out again by the same id where the answer was lost (${lost}): once`, async () => {
      const { room, edge, chat, sent, shown, heard, join } = chatting();
      await join();
      let tries = 0;
      edge.answers.sendChat = ({ body }) => {
        const wire = chat.send(body as never);
        if (tries++ < 2) throw failing(lost);
        return wire;
      };
      const sending = room.chat.send('hello');
      await edge.clock.pass(1000);
      assert.equal((await sending).text, 'hello');
      const ids = (sent() as Sent[]).map(({ message_id }) => message_id);
      assert.deepEqual([ids.length, new Set(ids).size], [3, 1]);
      assert.deepEqual(shown(), ['hello']);
      assert.equal(heard(), 'hello');
    });

  it('waits as long as the engine asks where it was too much', async () => {
    const { room, edge, chat, sent, join } = chatting();
    await join();
    let tries = 0;
    edge.answers.sendChat = ({ body }) => {
      if (!tries++) throw failing('rate_limited', 2);
      return chat.send(body as never);
    };
    const sending = room.chat.send('hello');
    await edge.clock.pass(1999);
    assert.equal(sent().length, 1);
    await edge.clock.pass(1);
    assert.equal((await sending).text, 'hello');
  });

  it('is given up after a minute without an answer, and the next one goes on', async () => {
    const { room, edge, chat, shown, join } = chatting();
    await join();
    edge.answers.sendChat = ({ body }) => {
      if ((body as Sent).text === 'never') throw failing('unavailable');
      return chat.send(body as never);
    };
    const never = assert.rejects(room.chat.send('never'), code('unavailable'));
    const next = room.chat.send('next');
    await edge.clock.pass(59_000);
    assert.deepEqual(shown(), []);
    await edge.clock.pass(4000);
    await never;
    await next;
    assert.deepEqual(shown(), ['next']);
  });

  it('goes out in order, one after another, the second waiting for the first', async () => {
    const { room, edge, chat, sent, shown, join } = chatting();
    await join();
    const taken = gate();
    edge.answers.sendChat = async ({ body }) => (await taken.promise, chat.send(body as never));
    const sending = Promise.all(['a', 'b', 'c'].map((text) => room.chat.send(text)));
    await settled();
    assert.equal(sent().length, 1);
    taken.open();
    await sending;
    assert.deepEqual(shown(), ['a', 'b', 'c']);
  });

  it('waits for the end of an outage, in order', async () => {
    const { room, edge, sent, shown, join } = chatting();
    await join();
    edge.link.listener!.reconnecting();
    const sending = Promise.all([room.chat.send('a'), room.chat.send('b')]);
    await settled();
    assert.deepEqual(sent(), []);
    edge.link.listener!.reconnected();
    await sending;
    assert.deepEqual(shown(), ['a', 'b']);
  });

  it('whose answer an outage has cut off goes out once more after it, and is there once', async () => {
    const { room, edge, chat, sent, shown, heard, join } = chatting();
    await join();
    const cut = gate();
    edge.answers.sendChat = async ({ body }) => {
      const wire = chat.send(body as never);
      await cut.promise;
      return wire;
    };
    const sending = [room.chat.send('a'), room.chat.send('b')];
    await settled();
    edge.link.listener!.reconnecting();
    edge.answers.sendChat = ({ body }) => chat.send(body as never);
    cut.fail(failing('network'));
    await edge.clock.pass(100);
    assert.equal(sent().length, 1);
    edge.link.listener!.reconnected();
    await Promise.all(sending);
    assert.equal(sent().length, 3);
    assert.deepEqual(shown(), ['a', 'b']);
    assert.equal(heard(), 'a b');
  });

  it('is refused for good by the engine, and the next one goes on', async () => {
    const { room, edge, chat, shown, sent, join } = chatting();
    await join();
    edge.answers.sendChat = ({ body }) => {
      if ((body as Sent).text === 'no') throw failing('comments_locked');
      return chat.send(body as never);
    };
    const refused = assert.rejects(room.chat.send('no'), code('comments_locked'));
    await room.chat.send('yes');
    await refused;
    assert.deepEqual(shown(), ['yes']);
    assert.equal(sent().length, 2);
  });

  it('is refused before it is sent where it is empty, too long or too much', async () => {
    const { room, sent, join } = chatting();
    await join();
    for (const [text, userData, field, words] of [
      [' \u202e\n', undefined, 'text', /A message cannot be empty/],
      ['x'.repeat(2001), undefined, 'text', /at most 2000 characters/],
      ['hello', 'x'.repeat(9000), 'userData', /at most 8 KiB/],
    ] as const)
      await assert.rejects(room.chat.send(text, { userData }), (error: UTDStreamError) => {
        assert.deepEqual([error.code, error.field], ['invalid_request', field]);
        assert.match(error.message, words);
        return true;
      });
    assert.deepEqual(sent(), []);
  });

  it('keeps its line breaks, and loses what cannot be seen', async () => {
    const { room, sent, join } = chatting();
    await join();
    await room.chat.send('  one\r\n\u202Etwo\u0007  ');
    assert.equal((sent()[0] as Sent).text, 'one\ntwo');
  });

  for (const [how, end] of [
    ['I leave', ({ room }: ReturnType<typeof chatting>) => room.leave()],
    [
      'the engine ends the session',
      async ({ edge }: ReturnType<typeof chatting>) => {
        edge.link.show(
          person('me', { metadata: { exit: { code: 'kicked', session_id: 'session-of-this-tab-0001' } } }),
        );
        edge.link.all = [person('me')];
      },
    ],
  ] as const)
    it(`is called off when ${how}, and changes nothing later`, async () => {
      const made = chatting();
      const { room, edge, chat, told, join } = made;
      await join();
      const taken = gate();
      edge.answers.sendChat = async ({ body }) => (await taken.promise, chat.send(body as never));
      const sending = ['a', 'b'].map((text) => assert.rejects(room.chat.send(text), code('cancelled')));
      await settled();
      await end(made);
      await Promise.all(sending);
      await room.join();
      told.length = 0;
      taken.open();
      await settled();
      assert.deepEqual(names(told), []);
      assert.equal(edge.calls.filter(({ name }) => name === 'sendChat').length, 1);
    });

  it('needs a room that was joined', async () => {
    const { room, join } = chatting();
    await assert.rejects(room.chat.send('hello'), code('not_joined'));
    await join();
    await room.leave();
    await assert.rejects(room.chat.send('hello'), code('not_joined'));
  });
});
