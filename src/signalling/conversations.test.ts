import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { FrameRefusal, type FakeSignalPlatform } from '../../test/support/fakes/fake-signal-platform.ts';
import { names } from '../../test/support/fakes/record.ts';
import { conversing } from '../../test/support/fakes/signalling.ts';
import { UTDStreamError } from '../errors/errors.ts';
import { times } from '../protocol/constants.ts';
import type { FakeConversations } from '../../test/support/fakes/fake-conversations.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

const dm = 'dm~ada~ben';
const group = `group~${'0'.repeat(32)}`;

/** Ben has written so many messages before the connect: m1, m2, … */
const written = (count: number) => (engine: FakeConversations) => {
  for (let index = 1; index <= count; index++) engine.write('ben', dm, { text: `m${index}` });
};

/** m3, m4 … m7 */
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `m${from + index}`);

describe('A conversation', () => {
  it('is the same object for an id, and for the person', async () => {
    const { signal } = await conversing();
    assert.equal(signal.direct('ben'), signal.conversation(dm));
    assert.equal(signal.direct('ben').id, dm);
  });

  it('reads its newest 50 messages when it is first read, once', async () => {
    const { signal, sent, details } = await conversing(written(60));
    const ben = signal.direct('ben');
    assert.deepEqual(sent('msg.history'), []);
    for (let read = 0; read < 3; read++) assert.deepEqual(ben.messages.get(), []);
    await settled();
    assert.deepEqual(
      ben.messages.get().map(({ text }) => text),
      upTo(11, 60),
    );
    assert.equal(ben.earlier.get(), true);
    assert.equal(sent('msg.history').length, 1);
    // Messages from before are history, and no event.
    assert.deepEqual(details('message'), []);
    assert.deepEqual(await Promise.all([ben.loadEarlier(), ben.loadEarlier()]), [false, false]);
    assert.equal(ben.messages.get().length, 60);
    assert.equal(sent('msg.history').length, 2);
    assert.equal(await ben.loadEarlier(), false);
  });

  it('that is not in the list is read as well', async () => {
    const { texts, signal } = await conversing((engine, edge) => {
      written(3)(engine);
      edge.answers['conv.list'] = () => ({ conversations: [], next: null });
    });
    const shown = texts('ben');
    await settled();
    assert.deepEqual(shown(), upTo(1, 3));
    assert.equal(signal.direct('ben').earlier.get(), false);
  });

  it('shows a message once that arrives while the first page is read', async () => {
    const { edge, engine, texts } = await conversing((engine, edge) => {
      written(3)(engine);
      edge.answers['conv.list'] = () => ({ conversations: [], next: null });
    });
    const { 'msg.history': read } = edge.answers;
    const page = read!({ conversation: dm }, edge.socket);
    edge.answers['msg.history'] = () => undefined;
    const shown = texts('ben');
    await settled();
    edge.answers['msg.history'] = read!;
    engine.arrive('ben', 'm4');
    edge.socket.push('ack', page!, edge.socket.frames.findLast(({ t }) => t === 'msg.history')!.id);
    await settled();
    assert.deepEqual(shown(), upTo(1, 4));
  });

  it('of others is an error event, asked for once', async () => {
    const { edge, signal, sent, details } = await conversing();
    edge.answers['msg.history'] = () => {
      throw new FrameRefusal('not_found');
    };
    const others = signal.conversation('dm~ben~cleo');
    others.messages.get();
    await settled();
    others.messages.get();
    await settled();
    assert.equal(sent('msg.history').length, 1);
    assert.deepEqual(
      details('error').map((error) => error.code),
      ['not_found'],
    );
    await assert.rejects(others.loadEarlier(), code('not_found'));
  });

  it('shows text as text, and the name that the sender had', async () => {
    const { engine, signal } = await conversing();
    const ben = signal.direct('ben');
    ben.messages.get();
    await settled();
    engine.names.set('ben', '\u202EBen');
    engine.arrive('ben', '<b>\u202Ehi</b>\r\nthere');
    const [message] = ben.messages.get();
    assert.deepEqual([message!.name, message!.text, message!.mine], ['Ben', '<b>hi</b>\nthere', false]);
  });

  it('forgets everything with the connection, and reads it again with the next one', async () => {
    const { signal, texts } = await conversing(written(2));
    const shown = texts('ben');
    await settled();
    await signal.disconnect();
    assert.deepEqual(shown(), []);
    assert.deepEqual(signal.conversations.get(), []);
    await signal.connect();
    shown();
    await settled();
    assert.deepEqual(shown(), upTo(1, 2));
  });
});

describe('The history', () => {
  it('is read by page, without being shown', async () => {
    const { signal, sent } = await conversing(written(5));
    const page = await signal.history(dm, { before: 4, limit: 2 });
    assert.deepEqual(
      page.messages.map(({ text, offset }) => [text, offset]),
      [
        ['m2', 2],
        ['m3', 3],
      ],
    );
    assert.equal(page.more, true);
    assert.deepEqual(sent('msg.history'), [{ conversation: dm, before: 4, limit: 2 }]);
    assert.deepEqual((await signal.history(dm)).messages.length, 5);
  });

  for (const [field, id, options] of [
    ['id', 'lobby', {}],
    ['before', dm, { before: -1 }],
    ['limit', dm, { limit: 101 }],
  ] as const)
    it(`refuses a wrong ${field}`, async () => {
      const { signal } = await conversing();
      await assert.rejects(
        signal.history(id, options),
        (error: unknown) => code('invalid_request')(error) && (error as UTDStreamError).field === field,
      );
    });
});

describe('What was missed in an outage', () => {
  it('arrives by the resume, in order, once, and as events', async () => {
    const { edge, engine, texts, details, sent } = await conversing(written(2));
    const shown = texts('ben');
    await settled();
    edge.socket.end();
    await settled();
    for (const text of upTo(3, 5)) engine.write('ben', dm, { text });
    await edge.clock.pass(500);
    assert.deepEqual(sent('auth').at(-1).resume, { [dm]: 2 });
    assert.deepEqual(shown(), upTo(1, 5));
    assert.deepEqual(
      details('message').map(({ text }) => text),
      upTo(3, 5),
    );
  });

  it('and skipped by a gap is read', async () => {
    const { edge, engine, texts, details } = await conversing(written(1));
    const shown = texts('ben');
    await settled();
    edge.answers.auth = () => {
      edge.socket.push('gap', { conversation: dm, from: 2, to: 150 });
      return {};
    };
    edge.socket.end();
    await settled();
    for (const text of upTo(2, 150)) engine.write('ben', dm, { text });
    await edge.clock.pass(500);
    assert.deepEqual(shown(), upTo(1, 150));
    assert.equal(details('message').length, 149);
  });

  it('and is more than a page keeps, is shown from the end', async () => {
    const { edge, engine, texts, sent, signal } = await conversing(written(2));
    const shown = texts('ben');
    await settled();
    const before = sent('msg.history').length;
    edge.socket.end();
    await settled();
    for (const text of upTo(3, 1_500)) engine.write('ben', dm, { text });
    await edge.clock.pass(500);
    assert.equal(shown().at(-1), 'm1500');
    assert.deepEqual(shown(), upTo(1_500 - shown().length + 1, 1_500));
    assert(shown().length >= 300);
    assert(sent('msg.history').length - before < 5);
    assert.equal(signal.direct('ben').earlier.get(), true);
  });

  it('is read where a frame was lost on the way', async () => {
    const { engine, texts } = await conversing(written(1));
    const shown = texts('ben');
    await settled();
    engine.write('ben', dm, { text: 'm2' });
    engine.arrive('ben', 'm3');
    assert.deepEqual(shown(), ['m1']);
    await settled();
    assert.deepEqual(shown(), upTo(1, 3));
  });

  it('and cannot be read, is an error, and the conversation goes on', async () => {
    const { edge, engine, texts, details } = await conversing(written(1));
    const shown = texts('ben');
    await settled();
    edge.answers['msg.history'] = () => {
      throw new FrameRefusal('forbidden');
    };
    engine.write('ben', dm, { text: 'm2' });
    engine.arrive('ben', 'm3');
    await settled();
    assert.deepEqual(shown(), ['m1', 'm3']);
    assert.equal(details('error').length, 1);
  });

  it('in a conversation that nobody has opened is an event as well, and a gap where there are too many', async () => {
    const { edge, engine, details, signal } = await conversing(written(1));
    edge.socket.end();
    await settled();
    engine.write('ben', dm, { text: 'm2' });
    engine.write('cleo', 'dm~ada~cleo', { text: 'New' });
    await edge.clock.pass(500);
    assert.deepEqual(
      details('message').map(({ text }) => text),
      ['m2'],
    );
    assert.deepEqual(
      signal.conversations
        .get()
        .map(({ id, unread }) => [id, unread])
        .toSorted(),
      [
        [dm, 2],
        ['dm~ada~cleo', 1],
      ],
    );
  });

  it('is asked for by an auth frame of at most 4 KiB', async () => {
    const { edge, sent } = await conversing((engine) => {
      for (let index = 0; index < 200; index++)
        engine.write('ben', `dm~ada~${'x'.repeat(60)}${index}`, { text: 'Hi' });
    });
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    const frame = edge.socket.frames[0]!;
    assert(JSON.stringify(frame).length <= 4096);
    assert(Object.keys(sent('auth').at(-1).resume).length > 30);
  });
});

describe('An opened conversation', () => {
  it('that could not be read is read with the next connection', async () => {
    const { edge, engine, texts, details } = await conversing(written(2));
    const read = edge.answers['msg.history']!;
    edge.answers['msg.history'] = () => {
      throw new FrameRefusal('forbidden');
    };
    const shown = texts('ben');
    await settled();
    assert.deepEqual([shown(), details('error').length], [[], 1]);
    edge.answers['msg.history'] = read;
    edge.socket.end();
    await settled();
    engine.write('ben', dm, { text: 'm3' });
    await edge.clock.pass(500);
    assert.deepEqual([shown(), details('error').length], [upTo(1, 3), 1]);
  });

  it('whose first read an outage has interrupted shows what came before it and in it', async () => {
    const { edge, engine, texts } = await conversing(written(2));
    const read = edge.answers['msg.history']!;
    edge.answers['msg.history'] = () => undefined;
    const shown = texts('ben');
    await settled();
    edge.answers['msg.history'] = read;
    edge.socket.end();
    await settled();
    engine.write('ben', dm, { text: 'm3' });
    await edge.clock.pass(500);
    assert.deepEqual(shown(), upTo(1, 3));
  });

  it('that the auth frame had no room for shows what came in an outage', async () => {
    const oldest = `dm~ada~${'y'.repeat(64)}`;
    const { edge, engine, signal, texts, sent } = await conversing((engine, edge) => {
      engine.write('ben', oldest, { text: 'm1' });
      for (let index = 0; index < 200; index++) {
        edge.clock.sleep(1_000);
        engine.write('ben', `dm~ada~${'x'.repeat(60)}${index}`, { text: 'Hi' });
      }
    });
    while (await signal.loadConversations());
    const shown = texts(oldest);
    await settled();
    edge.socket.end();
    await settled();
    engine.write('ben', oldest, { text: 'm2' });
    await edge.clock.pass(500);
    assert.equal(sent('auth').at(-1).resume[oldest], undefined);
    assert.deepEqual(shown(), upTo(1, 2));
  });

  it('of a group that the person comes into later shows what was written there', async () => {
    const { edge, engine, texts } = await conversing();
    edge.answers['msg.history'] = ((read) => (d, socket) => {
      if (!engine.kept.has(d.conversation)) throw new FrameRefusal('not_found');
      return read(d, socket);
    })(edge.answers['msg.history']!);
    const shown = texts(group);
    await settled();
    engine.group(group, 'Team', ['ada', 'ben']);
    for (const text of upTo(1, 3)) engine.write('ben', group, { text });
    const members = ['ada', 'ben'];
    edge.socket.push('group', { conversation: group, name: 'Team', creator: 'ben', members });
    await settled();
    assert.deepEqual(shown(), upTo(1, 3));
  });
});

describe('Typing', () => {
  it('of others ends after its time, with on: false, and with the connection', async () => {
    const { edge, signal, told } = await conversing(written(1));
    const ben = signal.direct('ben');
    const types = (more: object = {}) =>
      edge.socket.push('typing', { conversation: dm, from: 'ben', on: true, expires_in: 5, ...more });
    types();
    assert.deepEqual(ben.typing.get(), ['ben']);
    assert.deepEqual(signal.conversations.get()[0]!.typing, ['ben']);
    assert.deepEqual(names(told), ['conversationsChanged']);
    await edge.clock.pass(3_000);
    types();
    await edge.clock.pass(4_999);
    assert.deepEqual(ben.typing.get(), ['ben']);
    await edge.clock.pass(1);
    assert.deepEqual(ben.typing.get(), []);
    types({ expires_in: undefined });
    types({ from: 'cleo' });
    types({ on: false });
    assert.deepEqual(ben.typing.get(), ['cleo']);
    await edge.clock.pass(5_000);
    assert.deepEqual(ben.typing.get(), []);
    types();
    edge.socket.end();
    await settled();
    assert.deepEqual(ben.typing.get(), []);
  });

  it('of the local person is sent every 2.5 s at most, and its end once', async () => {
    const { edge, signal, sent } = await conversing();
    const ben = signal.direct('ben');
    const told = () => sent('typing').map(({ to, on }) => `${to} ${on}`);
    await ben.setTyping(false);
    for (let key = 0; key < 10; key++) {
      await ben.setTyping(true);
      await edge.clock.pass(500);
    }
    assert.deepEqual(told(), ['ben true', 'ben true']);
    await ben.setTyping(false);
    await signal.typing({ toIdentity: 'ben' }, false);
    assert.deepEqual(told(), ['ben true', 'ben true', 'ben false']);
    await ben.setTyping(true);
    await edge.clock.pass(5_000);
    // The typing has ended by itself.
    await ben.setTyping(false);
    assert.equal(told().length, 4);
  });

  it('of the local person ends with a message, and begins anew behind it', async () => {
    const { signal, sent } = await conversing();
    const ben = signal.direct('ben');
    await ben.setTyping(true);
    await ben.send('Hi');
    await ben.setTyping(false);
    await ben.setTyping(true);
    assert.deepEqual(
      sent('typing').map(({ on }) => on),
      [true, true],
    );
  });

  it('in an outage is not sent, and not later', async () => {
    const { edge, signal, sent } = await conversing();
    edge.socket.end();
    await settled();
    await signal.typing({ toGroup: group }, true);
    await edge.clock.pass(1_000);
    assert.deepEqual(sent('typing'), []);
    await signal.typing({ toGroup: group }, true);
    assert.deepEqual(sent('typing'), [{ group, on: true }]);
  });

  it('that a dead connection has lost is no failure, and one that the engine refuses is', async () => {
    const { edge, signal } = await conversing();
    const ben = signal.direct('ben');
    edge.answers.typing = () => undefined;
    const unanswered = ben.setTyping(true);
    await edge.clock.pass(times.rest);
    await unanswered;
    const lost = ben.setTyping(true);
    edge.socket.end();
    await lost;
    await edge.clock.pass(1_000);
    edge.answers.typing = () => {
      throw new FrameRefusal('forbidden');
    };
    await assert.rejects(ben.setTyping(true), code('forbidden'));
  });
});

describe('Unread messages', () => {
  it('are counted, and are none after markRead', async () => {
    const { engine, signal, sent } = await conversing(written(3));
    const ben = signal.direct('ben');
    assert.equal(ben.unread.get(), 3);
    assert.equal(signal.conversations.get()[0]!.unread, 3);
    engine.arrive('ben', 'm4');
    assert.equal(ben.unread.get(), 4);
    await signal.markRead(dm, 2);
    assert.equal(ben.unread.get(), 2);
    await Promise.all([ben.markRead(), ben.markRead(), ben.markRead()]);
    assert.equal(ben.unread.get(), 0);
    await ben.markRead();
    assert.deepEqual(
      sent('receipt').map(({ offset }) => offset),
      [2, 4],
    );
  });

  it('that arrive while a receipt is under way are in the next receipt', async () => {
    const { edge, engine, signal, sent } = await conversing(written(1));
    const ben = signal.direct('ben');
    edge.answers.receipt = () => undefined;
    const first = ben.markRead();
    await settled();
    const more = ['m2', 'm3', 'm4'].map((text) => (engine.arrive('ben', text), ben.markRead()));
    edge.answers.receipt = () => ({});
    edge.socket.push('ack', {}, edge.socket.frames.findLast(({ t }) => t === 'receipt')!.id);
    await Promise.all([first, ...more]);
    assert.deepEqual(
      sent('receipt').map(({ offset }) => offset),
      [1, 4],
    );
    assert.equal(ben.unread.get(), 0);
  });

  it('are none of my own, and none that I have read on another device', async () => {
    const { edge, engine, signal } = await conversing(written(2));
    const ben = signal.direct('ben');
    edge.socket.push('receipt', { conversation: dm, identity: 'ada', offset: 1 });
    assert.equal(ben.unread.get(), 1);
    edge.socket.push('receipt', { conversation: dm, identity: 'ada', offset: 0 });
    assert.equal(ben.unread.get(), 1);
    edge.socket.push('msg', engine.write('ada', dm, { text: 'From my phone' }).message);
    assert.equal(ben.unread.get(), 0);
    await ben.send('From here');
    assert.equal(ben.unread.get(), 0);
  });

  it('of the others are seen by their receipts', async () => {
    const { edge, signal } = await conversing();
    const ben = signal.direct('ben');
    await ben.send('Hi');
    assert.deepEqual(
      ben.receipts.get(),
      new Map([
        ['ada', 1],
        ['ben', 0],
      ]),
    );
    edge.socket.push('receipt', { conversation: dm, identity: 'ben', offset: 1 });
    edge.socket.push('receipt', { conversation: 'dm~ada~zoe', identity: 'zoe', offset: 1 });
    assert.equal(ben.receipts.get().get('ben'), 1);
  });

  it('of a conversation without messages cannot be marked, and rubbish neither', async () => {
    const { signal, sent } = await conversing();
    await signal.direct('ben').markRead();
    await assert.rejects(signal.markRead('lobby', 1), code('invalid_request'));
    await assert.rejects(signal.markRead(dm, -1), code('invalid_request'));
    assert.deepEqual(sent('receipt'), []);
  });
});

describe('The list of conversations', () => {
  it('has the newest first, with names, texts and times', async () => {
    const { edge, engine, signal, told } = await conversing((engine, edge) => {
      engine.names.set('ben', 'Ben');
      engine.write('ben', dm, { text: 'First' });
      edge.clock.sleep(1_000);
      engine.group(group, 'Team', ['ada', 'ben', 'cleo']);
    });
    const short = () => signal.conversations.get().map(({ name, text, unread }) => [name, text, unread]);
    assert.deepEqual(short(), [
      ['Team', '', 0],
      ['Ben', 'First', 1],
    ]);
    assert.deepEqual(signal.conversations.get()[0], {
      id: group,
      identity: null,
      group: true,
      name: 'Team',
      avatar: null,
      text: '',
      at: null,
      unread: 0,
      members: ['ada', 'ben', 'cleo'],
      typing: [],
    });
    assert.equal(signal.conversations.get()[1]!.identity, 'ben');
    const [team] = signal.conversations.get();
    edge.clock.sleep(1_000);
    engine.arrive('ben', 'Second');
    await settled();
    assert.deepEqual(short(), [
      ['Ben', 'Second', 2],
      ['Team', '', 0],
    ]);
    // An item that has not changed is the same object.
    assert.equal(signal.conversations.get()[1], team);
    assert.deepEqual(names(told), ['message', 'conversationsChanged']);
  });

  it('shows the identity of a person whose name no message has told', async () => {
    const { signal, engine } = await conversing();
    await signal.direct('ben').send('Hi');
    assert.equal(signal.conversations.get()[0]!.name, 'ben');
    engine.names.set('ben', 'Ben');
    engine.arrive('ben', 'Hi');
    assert.equal(signal.conversations.get()[0]!.name, 'Ben');
  });

  it('is read page by page', async () => {
    const { signal, sent, edge } = await conversing((engine, edge) => {
      for (let index = 0; index < 120; index++) {
        edge.clock.sleep(1);
        engine.write('ben', `dm~ada~p${index}`, { text: 'Hi' });
      }
    });
    assert.equal(signal.conversations.get().length, 50);
    assert.equal(signal.moreConversations.get(), true);
    assert.deepEqual(await Promise.all([signal.loadConversations(), signal.loadConversations()]), [
      true,
      true,
    ]);
    assert.equal(signal.conversations.get().length, 100);
    assert.equal(await signal.loadConversations(), false);
    assert.equal(signal.conversations.get().length, 120);
    assert.equal(signal.moreConversations.get(), false);
    assert.equal(await signal.loadConversations(), false);
    assert.equal(sent('conv.list').length, 3);
    // After an outage as many are read as are shown.
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    assert.equal(signal.conversations.get().length, 120);
    assert.equal(sent('conv.list').length, 6);
  });

  it('reads what a message of a new conversation does not tell', async () => {
    const { engine, signal } = await conversing();
    engine.group(group, 'Team', ['ada', 'ben']);
    engine.write('ben', group, { text: 'Before' });
    engine.kept.get(group)!.seen.set('ada', 0);
    engine.arrive('ben', 'Hello', group);
    assert.equal(signal.conversations.get()[0]!.text, 'Hello');
    await settled();
    const [team] = signal.conversations.get();
    assert.deepEqual([team!.name, team!.unread, team!.members], ['Team', 2, ['ada', 'ben']]);
  });

  it('keeps what arrives while it is read', async () => {
    let list: FakeSignalPlatform['answers']['conv.list'];
    const { edge, engine, signal } = await conversing((_, edge) => {
      list = edge.answers['conv.list'];
      edge.answers['conv.list'] = () => undefined;
    });
    const { id } = edge.socket.frames.findLast(({ t }) => t === 'conv.list')!;
    engine.arrive('ben', 'm1');
    edge.answers['conv.list'] = list!;
    engine.arrive('ben', 'm2');
    // The answer is of before both messages.
    edge.socket.push('ack', { conversations: [], next: null }, id);
    await settled();
    assert.deepEqual(
      signal.conversations.get().map(({ text, unread }) => [text, unread]),
      [['m2', 2]],
    );
  });

  it('that goes on for ever without a conversation is read to its end', async () => {
    const { edge, engine, sent } = await conversing(written(1));
    edge.answers['conv.list'] = () => ({ conversations: [], next: 'more' });
    const before = sent('conv.list').length;
    engine.arrive('cleo', 'Hi');
    await settled();
    assert.equal(sent('conv.list').length, before + 1);
  });

  it('that cannot be read is an error event', async () => {
    const { edge, details } = await conversing();
    edge.answers['conv.list'] = () => {
      throw new FrameRefusal('forbidden');
    };
    edge.socket.end();
    await settled();
    await edge.clock.pass(500);
    assert.deepEqual(
      details('error').map((error) => error.code),
      ['forbidden'],
    );
  });
});

describe('A group', () => {
  it('is made once, and listed at once', async () => {
    const { edge, engine, signal, sent } = await conversing();
    edge.answers['group.create'] = ({ name, members }) => {
      engine.group(group, name, ['ada', ...members]);
      edge.socket.end();
      return undefined;
    };
    const making = signal.createGroup({ name: ' Team ', members: ['ben', 'cleo'] });
    await settled();
    edge.answers['group.create'] = () => ({ conversation: group });
    await edge.clock.pass(500);
    assert.equal(await making, group);
    const [first, second] = sent('group.create');
    assert.deepEqual(first, second);
    assert.deepEqual([first.name, first.members], ['Team', ['ben', 'cleo']]);
    assert.equal(signal.conversations.get()[0]!.name, 'Team');
  });

  it('changes with its members, and is gone with the membership of the local person', async () => {
    const { edge, engine, signal } = await conversing();
    const tell = (members: string[]) => {
      engine.group(group, 'Team', members);
      edge.socket.push('group', { conversation: group, name: 'Team', creator: 'ben', members });
    };
    tell(['ada', 'ben']);
    assert.deepEqual(signal.conversations.get()[0]!.members, ['ada', 'ben']);
    edge.answers['group.members'] = ({ add }) => ({ members: ['ada', 'ben', ...add] });
    assert.deepEqual(await signal.changeMembers(group, { add: ['cleo'] }), ['ada', 'ben', 'cleo']);
    assert.deepEqual(signal.conversations.get()[0]!.members, ['ada', 'ben', 'cleo']);
    await settled();
    engine.kept.delete(group);
    edge.socket.push('group', { conversation: group, name: 'Team', creator: 'ben', members: ['ben'] });
    await settled();
    assert.deepEqual(signal.conversations.get(), []);
  });

  it('is left', async () => {
    const { edge, engine, signal } = await conversing((made) => made.group(group, 'Team', ['ada', 'ben']));
    assert.equal(signal.conversations.get().length, 1);
    edge.answers['group.members'] = () => (engine.kept.delete(group), { members: ['ben'] });
    await signal.changeMembers(group, { remove: ['ada'] });
    assert.deepEqual(signal.conversations.get(), []);
  });

  for (const [field, act] of [
    ['name', { name: '', members: ['ben'] }],
    ['members', { name: 'Team', members: ['_ben'] }],
    ['members', { name: 'Team', members: Array.from({ length: 101 }, (_, index) => `p${index}`) }],
  ] as const)
    it(`with a wrong ${field} is refused before it is sent`, async () => {
      const { signal, sent } = await conversing();
      await assert.rejects(
        signal.createGroup(act),
        (error: unknown) => code('invalid_request')(error) && (error as UTDStreamError).field === field,
      );
      assert.deepEqual(sent('group.create'), []);
    });

  it('takes messages and typing by its id', async () => {
    const { signal, sent } = await conversing((made) => made.group(group, 'Team', ['ada', 'ben']));
    const team = signal.conversation(group);
    await team.send('Hi', { userData: [1] });
    await team.setTyping(true);
    await signal.sendMessage({ toGroup: group, content: { data: 2 } });
    assert.deepEqual(
      sent('msg.send').map(({ group: to, content }) => [to, content]),
      [
        [group, { text: 'Hi', data: [1] }],
        [group, { data: 2 }],
      ],
    );
    assert.deepEqual(sent('typing'), [{ group, on: true }]);
  });
});

describe('A block', () => {
  it('is asked for, and lifted', async () => {
    const { signal, sent } = await conversing();
    await signal.block('ben', true);
    await signal.block('ben', false);
    assert.deepEqual(sent('block.set'), [
      { identity: 'ben', on: true },
      { identity: 'ben', on: false },
    ]);
    await assert.rejects(signal.block('_ben', true), code('invalid_request'));
  });
});
