import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { chatting, gate } from '../../../test/support/fakes/chatting.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { names } from '../../../test/support/fakes/record.ts';
import { UTDStreamError } from '../../errors/errors.ts';

type Chatting = ReturnType<typeof chatting>;

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const writeAll = ({ chat }: Chatting, texts: readonly string[]) => texts.forEach((text) => chat.write(text));

describe('Who comes late', () => {
  it('sees the newest 50 of before, of which nothing is told', async () => {
    const made = chatting();
    writeAll(made, numbers(1, 80));
    await made.room.join();
    await settled();
    assert.deepEqual(made.shown(), numbers(31, 80));
    assert.equal(made.told.filter(([event]) => event === 'messagesChanged').length, 1);
    assert.equal(made.heard(), '');
    assert.deepEqual(made.reads(), [{ before: 81, limit: 50 }]);
  });

  it('reads nothing where nothing was written', async () => {
    const { room, reads, join } = chatting();
    await join();
    assert.deepEqual(reads(), []);
    assert.equal(await room.chat.loadEarlier(), false);
    assert.deepEqual(reads(), []);
  });

  it('sees what is said meanwhile behind it, and is told of that', async () => {
    const made = chatting();
    writeAll(made, numbers(1, 3));
    const { chat, edge, heard, shown } = made;
    const slow = gate();
    edge.answers.readChat = async ({ query }) => {
      const page = chat.read(query as never);
      await slow.promise;
      return page;
    };
    await made.join();
    chat.say('new');
    assert.deepEqual(shown(), ['new']);
    slow.open();
    await settled();
    assert.deepEqual(shown(), ['1', '2', '3', 'new']);
    assert.equal(heard(), 'new');
  });

  it('is told of what was written between the engine’s yes and the connection', async () => {
    const { edge, chat, heard, shown, room } = chatting();
    chat.write('before');
    edge.link.nextConnect = async () => void chat.write('between');
    await room.join();
    await settled();
    assert.deepEqual(shown(), ['before', 'between']);
    assert.equal(heard(), 'between');
  });

  it('misses none in the middle where a full list goes on while what is before it is read', async () => {
    const made = chatting();
    writeAll(made, numbers(1, 60));
    const { chat, edge, shown, room } = made;
    await made.join();
    await settled();
    for (const text of numbers(61, 310)) chat.say(text);
    assert.deepEqual(shown(), numbers(11, 310));
    const slow = gate();
    edge.answers.readChat = async ({ query }) => {
      const page = chat.read(query as never);
      await slow.promise;
      return page;
    };
    const earlier = room.chat.loadEarlier();
    for (const text of numbers(311, 313)) chat.say(text);
    slow.open();
    await earlier;
    assert.deepEqual(shown(), numbers(1, 313));
    chat.say('314');
    assert.deepEqual(shown(), numbers(2, 314));
  });

  it('sees it after a while where the engine does not answer at first', async () => {
    const made = chatting();
    writeAll(made, ['1']);
    const { chat, edge, shown, told } = made;
    let tries = 0;
    edge.answers.readChat = ({ query }) => {
      if (!tries++) throw new UTDStreamError('unavailable', 'read');
      return chat.read(query as never);
    };
    await made.join();
    await edge.clock.pass(500);
    assert.deepEqual(shown(), ['1']);
    assert.deepEqual(names(told), ['messagesChanged']);
  });
});

describe('What was missed', () => {
  it('in an outage is told after it: in order, each once, page by page', async () => {
    const made = chatting();
    const { chat, edge, heard, shown, reads } = made;
    await made.join();
    chat.say('1');
    edge.link.listener!.reconnecting();
    writeAll(made, numbers(2, 250));
    edge.link.listener!.reconnected();
    await settled();
    assert.deepEqual(shown(), numbers(1, 250));
    assert.equal(heard(), numbers(1, 250).join(' '));
    assert.deepEqual(reads(), [
      { after: 1, limit: 100 },
      { after: 101, limit: 100 },
      { after: 201, limit: 100 },
    ]);
  });

  it('is noticed by a hole in the count, and nothing is told before what was first', async () => {
    const made = chatting();
    const { chat, edge, heard, shown, reads } = made;
    await made.join();
    const slow = gate();
    edge.answers.readChat = async ({ query }) => (await slow.promise, chat.read(query as never));
    chat.say('1');
    const lost = chat.write('2');
    chat.say('3');
    chat.say('4');
    await settled();
    assert.deepEqual(shown(), ['1']);
    chat.push(lost);
    assert.deepEqual(shown(), ['1', '2', '3', '4']);
    slow.open();
    await settled();
    assert.deepEqual(shown(), ['1', '2', '3', '4']);
    assert.equal(heard(), '1 2 3 4');
    assert.deepEqual(reads(), [{ after: 1, limit: 100 }]);
  });

  it('and is kept nowhere any more leaves a hole, and no endless asking', async () => {
    const { chat, edge, heard, reads, join } = chatting();
    await join();
    chat.say('1');
    edge.link.listener!.reconnecting();
    for (const text of numbers(2, 9)) chat.write(text);
    chat.all.splice(0, 6);
    edge.link.listener!.reconnected();
    await settled();
    assert.equal(heard(), '1 7 8 9');
    edge.link.listener!.reconnecting();
    chat.write('10');
    chat.write('11');
    chat.all.splice(0);
    edge.snapshot = ((snapshot) => () => ({ ...snapshot(), chat: { seq: 11, removed: [] } }))(edge.snapshot);
    edge.link.listener!.reconnected();
    await settled();
    assert.equal(reads().length, 2);
    chat.push({ ...chat.write('12'), seq: 12 });
    assert.equal(heard(), '12');
  });

  it('and cannot be read leaves a hole that is told, and the chat goes on', async () => {
    const { chat, edge, room, told, shown, join } = chatting();
    await join();
    edge.answers.readChat = () => Promise.reject(new UTDStreamError('feature_disabled', 'read'));
    chat.write('1');
    chat.say('2');
    await settled();
    chat.say('3');
    assert.deepEqual(shown(), ['2', '3']);
    assert.deepEqual(
      told.flatMap(([event, detail]) => (event === 'error' ? [detail.code] : [])),
      ['feature_disabled'],
    );
    await room.leave();
  });

  it('and arrives after the session has ended changes nothing', async () => {
    const { chat, edge, room, told, join } = chatting();
    await join();
    const slow = gate();
    edge.answers.readChat = async ({ query }) => (await slow.promise, chat.read(query as never));
    chat.write('1');
    chat.say('2');
    await settled();
    await room.leave();
    told.length = 0;
    slow.open();
    await settled();
    assert.deepEqual(names(told), []);
    assert.deepEqual(room.chat.messages.get(), []);
  });

  it('is not told to be missing after the engine has ended the session', async () => {
    const { chat, edge, told, join } = chatting();
    await join();
    const slow = gate();
    edge.answers.readChat = async ({ query }) => (await slow.promise, chat.read(query as never));
    chat.write('1');
    chat.say('2');
    await settled();
    edge.link.show(
      person('me', { metadata: { exit: { code: 'kicked', session_id: 'session-of-this-tab-0001' } } }),
    );
    slow.open();
    await settled();
    assert.deepEqual(names(told).slice(-3), ['connectionStateChanged', 'report', 'forceExit']);
  });

  it('of another incarnation of the room is told from its first message on', async () => {
    const { chat, edge, heard, shown, join } = chatting();
    await join();
    for (const text of ['1', '2', '3']) chat.say(text);
    assert.equal(heard(), '1 2 3');
    edge.link.listener!.reconnecting();
    chat.all.splice(0);
    chat.write('anew');
    const grid = edge.grid.bind(edge);
    edge.grid = () => ({ ...grid(), epoch: 2 });
    edge.link.listener!.reconnected();
    await settled();
    assert.deepEqual(shown(), ['anew']);
    assert.equal(heard(), 'anew');
  });
});

describe('What was written before', () => {
  it('is brought page by page, in order, until nothing is left', async () => {
    const made = chatting();
    writeAll(made, numbers(1, 120));
    await made.join();
    const { room, shown, heard } = made;
    assert.equal(room.chat.earlier.get(), true);
    const both = [room.chat.loadEarlier(), room.chat.loadEarlier()];
    assert.deepEqual(await Promise.all(both), [true, true]);
    assert.deepEqual(shown(), numbers(21, 120));
    assert.equal(await room.chat.loadEarlier(), false);
    assert.deepEqual(shown(), numbers(1, 120));
    assert.equal(room.chat.earlier.get(), false);
    assert.equal(await room.chat.loadEarlier(), false);
    assert.equal(made.reads().length, 3);
    assert.equal(heard(), '');
  });

  it('makes a list longer than 300, which stays as long', async () => {
    const made = chatting();
    const { room, chat, shown } = made;
    writeAll(made, numbers(1, 500));
    await made.join();
    for (let page = 0; page < 6; page++) await room.chat.loadEarlier();
    assert.deepEqual(shown(), numbers(151, 500));
    chat.say('501');
    assert.deepEqual(shown(), numbers(152, 501));
    await room.leave();
    await made.join();
    for (const text of numbers(502, 800)) chat.say(text);
    assert.equal(shown().length, 300);
  });
});

describe('The newest 300 messages', () => {
  it('are kept of 1,000, in order, each told once; what made room can be brought back', async () => {
    const { room, chat, heard, shown, join } = chatting();
    await join();
    for (const text of numbers(1, 1000)) chat.say(text);
    assert.deepEqual(shown(), numbers(701, 1000));
    assert.equal(heard(), numbers(1, 1000).join(' '));
    assert.equal(await room.chat.loadEarlier(), true);
    assert.deepEqual(shown(), numbers(651, 1000));
  });
});
