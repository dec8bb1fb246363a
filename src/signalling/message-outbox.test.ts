import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { FrameRefusal } from '../../test/support/fakes/fake-signal-platform.ts';
import { conversing } from '../../test/support/fakes/signalling.ts';
import { names } from '../../test/support/fakes/record.ts';
import { UTDStreamError } from '../errors/errors.ts';
import type { MessageContent, MessageRecipient } from '../model/signalling.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

describe('A message that is sent', () => {
  it('is shown when the engine has taken it, and not before', async () => {
    const { signal, edge, texts, told, ben } = await conversing();
    const shown = texts('ben');
    edge.answers['msg.send'] = () => undefined;
    const sending = signal.sendMessage({ toIdentity: 'ben', content: { text: ' Hello ', data: { a: 1 } } });
    await settled();
    const [{ client_id, ...frame }] = edge.socket.sent('msg.send');
    assert.match(client_id, /^[A-Za-z0-9_-]{16,64}$/);
    assert.deepEqual(frame, { to: 'ben', content: { text: 'Hello', data: { a: 1 } } });
    assert.deepEqual(shown(), []);
    edge.socket.push('ack', { conversation: ben, offset: 1, at: edge.time }, edge.socket.frames.at(-1)!.id);
    const message = await sending;
    assert.deepEqual(message, {
      id: client_id,
      conversation: ben,
      offset: 1,
      identity: 'ada',
      name: 'ada',
      avatar: null,
      text: 'Hello',
      at: new Date(edge.time),
      mine: true,
      userData: { a: 1 },
    });
    assert.deepEqual(shown(), ['Hello']);
    assert.deepEqual(
      told.filter(([event]) => event === 'message').map(([, detail]) => detail),
      [message],
    );
  });

  const refused: [string, MessageRecipient & { content: MessageContent }, string][] = [
    ['no recipient', { content: { text: 'Hi' } } as never, 'toIdentity'],
    ['two recipients', { toIdentity: 'b', toGroup: 'g', content: { text: 'Hi' } } as never, 'toIdentity'],
    ['themselves', { toIdentity: 'ada', content: { text: 'Hi' } }, 'toIdentity'],
    ['no identity', { toIdentity: '_ben', content: { text: 'Hi' } }, 'toIdentity'],
    ['no group', { toGroup: 'dm~ada~ben', content: { text: 'Hi' } }, 'toGroup'],
    ['an empty text', { toIdentity: 'ben', content: { text: ' \n ' } }, 'text'],
    ['a text above 2,000', { toIdentity: 'ben', content: { text: 'x'.repeat(2001) } }, 'text'],
    ['no text', { toIdentity: 'ben', content: { text: 7 as never } }, 'text'],
    ['data above 8 KiB', { toIdentity: 'ben', content: { data: 'x'.repeat(8192) } }, 'data'],
    ['nothing', { toIdentity: 'ben', content: {} }, 'content'],
    [
      'more than 8 KiB together',
      { toIdentity: 'ben', content: { text: '\u{1F600}'.repeat(1000), data: 'x'.repeat(4200) } },
      'content',
    ],
  ];
  for (const [what, message, field] of refused)
    it(`with ${what} is refused before it is sent, with the field ${field}`, async () => {
      const { signal, edge } = await conversing();
      await assert.rejects(
        signal.sendMessage(message),
        (error: unknown) => code('invalid_request')(error) && (error as UTDStreamError).field === field,
      );
      assert.deepEqual(edge.socket.sent('msg.send'), []);
    });

  it('by a conversation names the fields of its own parameters', async () => {
    const { signal } = await conversing();
    const ben = signal.direct('ben');
    for (const [text, userData, field] of [
      ['', undefined, 'text'],
      ['Hi', 'x'.repeat(8192), 'userData'],
    ] as const)
      await assert.rejects(
        ben.send(text, { userData }),
        (error: unknown) => (error as UTDStreamError).field === field,
      );
  });

  it('is not sent without a connection, and not into a conversation of others', async () => {
    const { signal } = await conversing();
    await assert.rejects(signal.conversation('dm~ben~cleo').send('Hi'), code('not_found'));
    await assert.rejects(signal.conversation('lobby').send('Hi'), code('invalid_request'));
    await signal.disconnect();
    await assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      code('not_joined'),
    );
    assert.throws(() => signal.direct('ben'), code('not_joined'));
  });

  it('and refused, is rejected with the refusal', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => {
      throw new FrameRefusal('forbidden', { field: 'to' });
    };
    await assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      code('forbidden'),
    );
    edge.answers['msg.send'] = () => {
      throw new FrameRefusal('of_the_future');
    };
    await assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      (error: unknown) => (error as UTDStreamError).rawCode === 'of_the_future',
    );
  });

  it('and answered by rubbish, is rejected', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => ({ offset: 'first' });
    await assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      code('protocol'),
    );
  });

  it('too often, waits as long as the engine says', async () => {
    const { signal, edge } = await conversing();
    const { 'msg.send': take } = edge.answers;
    edge.answers['msg.send'] = () => {
      throw new FrameRefusal('rate_limited', { retry_after: 2 });
    };
    const sending = signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } });
    await edge.clock.pass(1_999);
    edge.answers['msg.send'] = take!;
    assert.equal(edge.socket.sent('msg.send').length, 1);
    await edge.clock.pass(1);
    const [first, second] = edge.socket.sent('msg.send');
    assert.deepEqual(first, second);
    assert.equal((await sending).offset, 1);
  });
});

describe('A message without an answer', () => {
  for (const taken of [true, false])
    it(`at the loss of its socket is sent again by the same id: it was ${taken ? '' : 'not '}taken`, async () => {
      const { signal, edge, engine, texts, details } = await conversing();
      const shown = texts('ben');
      const { 'msg.send': take } = edge.answers;
      edge.answers['msg.send'] = (d, socket) => {
        if (taken) take!(d, socket);
        edge.socket.end();
        return undefined;
      };
      const sending = signal.sendMessage({ toIdentity: 'ben', content: { text: 'Once' } });
      await settled();
      edge.answers['msg.send'] = take!;
      await edge.clock.pass(500);
      assert.equal((await sending).offset, 1);
      assert.deepEqual(shown(), ['Once']);
      assert.equal(details('message').length, 1);
      assert.equal([...engine.kept.values()].flatMap(({ messages }) => messages).length, 1);
      const ids = edge.sockets.flatMap((socket) => socket.sent('msg.send').map((each) => each.client_id));
      assert.equal(new Set(ids).size, 1);
    });

  it('is sent again after 8 s on the same socket', async () => {
    const { signal, edge } = await conversing();
    const { 'msg.send': take } = edge.answers;
    edge.answers['msg.send'] = () => undefined;
    const sending = signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } });
    await edge.clock.pass(7_999);
    edge.answers['msg.send'] = take!;
    await edge.clock.pass(1);
    assert.equal((await sending).offset, 1);
    assert.equal(edge.sockets.length, 1);
  });

  it('is rejected after a minute of connection', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => undefined;
    const failed = assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      code('timeout'),
    );
    await edge.clock.pass(70_000);
    await failed;
  });

  it('waits for the connection however long the outage is, also where the limit is hit then', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => undefined;
    const sending = signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } });
    await settled();
    edge.reach = 1006;
    edge.socket.end();
    const another = signal.sendMessage({ toIdentity: 'cleo', content: { text: 'Hi' } });
    await edge.clock.pass(3_600_000);
    let limited = 2;
    edge.answers['msg.send'] = ({ to }) => {
      if (limited-- > 0) throw new FrameRefusal('rate_limited', { retry_after: 2 });
      return { conversation: `dm~ada~${to}`, offset: 1, at: edge.time };
    };
    edge.reach = 'opens';
    await edge.clock.pass(60_000);
    await Promise.all([sending, another]);
  });

  it('is called off by disconnect, and is not sent by a later connection', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => undefined;
    const failed = [1, 2].map(() =>
      assert.rejects(signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }), code('cancelled')),
    );
    await settled();
    await signal.disconnect();
    await Promise.all(failed);
    await signal.connect();
    await edge.clock.pass(10_000);
    assert.deepEqual(edge.socket.sent('msg.send'), []);
  });

  it('is no part of another person’s connection', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => undefined;
    const failed = assert.rejects(
      signal.sendMessage({ toIdentity: 'ben', content: { text: 'Hi' } }),
      code('cancelled'),
    );
    await settled();
    edge.me = 'cleo';
    edge.socket.end();
    await edge.clock.pass(500);
    await failed;
    assert.deepEqual(edge.socket.sent('msg.send'), []);
  });
});

describe('Several messages', () => {
  it('to one person go one after another, and to others meanwhile', async () => {
    const { signal, edge } = await conversing();
    edge.answers['msg.send'] = () => undefined;
    const texts = () => edge.socket.sent('msg.send').map(({ to, content }) => `${to} ${content.text}`);
    const send = (toIdentity: string, text: string) => signal.sendMessage({ toIdentity, content: { text } });
    const all = [send('ben', '1'), send('ben', '2'), send('cleo', '1')];
    await settled();
    assert.deepEqual(texts(), ['ben 1', 'cleo 1']);
    const [toBen, toCleo] = edge.socket.frames.filter(({ t }) => t === 'msg.send');
    const ack = (frame: typeof toBen, id: string, offset: number) =>
      edge.socket.push('ack', { conversation: id, offset, at: edge.time }, frame!.id);
    // The answers come in another order, and one of them twice.
    ack(toCleo, 'dm~ada~cleo', 1);
    ack(toBen, 'dm~ada~ben', 1);
    ack(toCleo, 'dm~ada~cleo', 1);
    await settled();
    assert.deepEqual(texts(), ['ben 1', 'cleo 1', 'ben 2']);
    ack(
      edge.socket.frames.findLast(({ t }) => t === 'msg.send'),
      'dm~ada~ben',
      2,
    );
    assert.deepEqual(
      (await Promise.all(all)).map(({ conversation, offset }) => `${conversation} ${offset}`),
      ['dm~ada~ben 1', 'dm~ada~ben 2', 'dm~ada~cleo 1'],
    );
  });

  it('go on where one of them is refused', async () => {
    const { signal, edge } = await conversing();
    const { 'msg.send': take } = edge.answers;
    edge.answers['msg.send'] = (d, socket) => {
      if (d.content.text === 'bad') throw new FrameRefusal('forbidden');
      return take!(d, socket);
    };
    const send = (text: string) => signal.sendMessage({ toIdentity: 'ben', content: { text } });
    const [bad, good] = [assert.rejects(send('bad'), code('forbidden')), send('good')];
    await bad;
    assert.equal((await good).text, 'good');
  });

  it('are told as events in the order of their offsets', async () => {
    const { edge, engine, details, told } = await conversing();
    const first = engine.write('ben', 'dm~ada~ben', { text: '1' }).message;
    const second = engine.write('ben', 'dm~ada~ben', { text: '2' }).message;
    const third = engine.write('ben', 'dm~ada~ben', { text: '3' }).message;
    for (const each of [first, third, second, third, first]) edge.socket.push('msg', each);
    await settled();
    assert.deepEqual(
      details('message').map(({ text }: { text: string }) => text),
      ['1', '2', '3'],
    );
    assert(!names(told).includes('error'));
  });
});
