import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import WebSocket from 'ws';
import { UTDStreamClient } from '../../src/client.ts';
import { directConversation } from '../../src/protocol/signalling/conversation.ts';
import { newDatabase } from '../support/engine/databases.ts';
import { until } from '../support/engine/signal-client.ts';
import { killableEngine } from '../support/signalling/killable-engine.ts';
import { nodeSignal } from '../support/signalling/node-signal.ts';
import { tokenFor } from '../support/signalling/raw-socket.ts';
import { serveEngine } from '../support/signalling/signal-engine.ts';

describe('Two signal controllers at a real engine', () => {
  let served: Awaited<ReturnType<typeof serveEngine>>;
  before(async () => void (served = await serveEngine({ log: () => {} })));
  after(() => served.close());

  const connected: ReturnType<typeof nodeSignal>[] = [];
  const connect = async (identity: string) => {
    const client = nodeSignal(served.url, identity);
    connected.push(client);
    await client.signal.connect();
    return client;
  };
  const pair = async (one: string, other: string) =>
    [await connect(one), await connect(other), directConversation(one, other)] as const;
  after(() => Promise.all(connected.map(({ signal }) => signal.disconnect())));

  it('send each other messages, which both have in their lists', async () => {
    const [ada, bob] = await pair('ada', 'bob');
    const sent = await ada.signal.sendMessage({ toIdentity: 'bob', content: { text: 'Hello', data: [1] } });
    await until('bob has the message', () => bob.texts().length === 1);
    const [arrived] = bob.details('message');
    assert.deepEqual(arrived, { ...sent, mine: false });
    await bob.signal.direct('ada').send('Hi yourself');
    await until('ada has the answer', () => ada.texts().length === 2);
    assert.deepEqual(ada.texts(), ['Hello', 'Hi yourself']);
    await until('bob has the list', () => bob.signal.conversations.get().length === 1);
    const [item] = bob.signal.conversations.get();
    assert.deepEqual([item!.identity, item!.text, item!.unread], ['ada', 'Hi yourself', 0]);
    assert.deepEqual([...ada.details('error'), ...bob.details('error')], []);
  });

  it('go on after a cut, with fresh tokens, and miss nothing', async () => {
    const [eve, fay, id] = await pair('eve', 'fay');
    await eve.signal.direct('fay').send('1');
    await until('fay has the first', () => fay.texts().length === 1);
    fay.cut();
    eve.cut();
    const sends = ['2', '3', '4'].map((text) => eve.signal.direct('fay').send(text));
    await Promise.all(sends);
    await until('fay has all', () => fay.texts().length === 4);
    assert.deepEqual(fay.texts(), ['1', '2', '3', '4']);
    assert.equal(eve.tokens(), 2);
    assert.deepEqual(fay.details('signalStateChanged').slice(2), ['reconnecting', 'connected']);
    const history = await fay.signal.history(id);
    assert.deepEqual(
      history.messages.map(({ text, offset }) => `${offset} ${text}`),
      ['1 1', '2 2', '3 3', '4 4'],
    );
  });

  it('have the history, and read receipts', async () => {
    const [gus, hal] = await pair('gus', 'hal');
    for (const text of ['1', '2', '3']) await gus.signal.direct('hal').send(text);
    const late = await connect('hal');
    const conversation = late.signal.direct('gus');
    conversation.messages.get();
    await until('the history is read', () => conversation.messages.get().length === 3);
    await until('the list is read', () => conversation.unread.get() === 3);
    assert.equal(conversation.earlier.get(), false);
    assert.deepEqual(late.texts(), []);
    await conversation.markRead();
    assert.equal(conversation.unread.get(), 0);
    await until('gus has the receipt', () => gus.signal.direct('hal').receipts.get().get('hal') === 3);
    await until('the other device has it', () => hal.signal.direct('gus').unread.get() === 0);
  });

  it('see each other come, go away, and leave', async () => {
    const [ida, jon] = await pair('ida', 'jon');
    await ida.signal.direct('jon').send('Hi');
    const stop = ida.signal.subscribePresence(['jon', 'nobody-we-know']);
    const status = ida.signal.presenceOf('jon');
    await until('jon is online', () => status.get() === 'online');
    await jon.signal.setPresence('away');
    await until('jon is away', () => status.get() === 'away');
    await jon.signal.disconnect();
    await until('jon is offline', () => status.get() === 'offline');
    await jon.signal.connect();
    await until('jon is away again', () => status.get() === 'away');
    jon.cut();
    await until('the cut is noticed', () => jon.signal.state.get() === 'reconnecting');
    await until('jon is back', () => jon.signal.state.get() === 'connected');
    const seen = ida.details('presenceChanged').map((people) => people.get('jon'));
    assert.deepEqual(seen, ['online', 'away', 'offline', 'away']);
    assert.equal(ida.signal.presence.get().has('nobody-we-know'), false);
    stop();
  });

  it('see each other type', async () => {
    const [kim, leo] = await pair('kim', 'leo');
    const typing = leo.signal.direct('kim').typing;
    await kim.signal.direct('leo').setTyping(true);
    await until('kim types', () => typing.get().length === 1);
    await kim.signal.direct('leo').send('Hi');
    await until('kim has sent', () => typing.get().length === 0);
  });

  it('meet in a group', async () => {
    const [mia, ned] = await pair('mia', 'ned');
    const oli = await connect('oli');
    const group = await mia.signal.createGroup({ name: 'Team', members: ['ned'] });
    await until('ned has the group', () => ned.signal.conversations.get()[0]?.name === 'Team');
    await mia.signal.sendMessage({ toGroup: group, content: { text: 'Welcome' } });
    await until('ned is welcome', () => ned.texts().length === 1);
    await mia.signal.changeMembers(group, { add: ['oli'], remove: ['ned'] });
    await until('oli has the group', () => oli.signal.conversations.get()[0]?.name === 'Team');
    await until('ned has it no more', () => ned.signal.conversations.get().length === 0);
    await assert.rejects(ned.signal.conversation(group).send('Still here'), { code: 'not_found' });
    await oli.signal.conversation(group).send('Thank you');
    await until('mia has the thanks', () => mia.texts().length === 2);
  });

  it('are kept apart by a block', async () => {
    const [pam, quin] = await pair('pam', 'quin');
    await pam.signal.block('quin', true);
    await assert.rejects(quin.signal.direct('pam').send('Hi'), { code: 'forbidden' });
    await pam.signal.block('quin', false);
    await quin.signal.direct('pam').send('Hi');
  });

  it('connect by the WebSocket of the platform', async () => {
    Object.assign(globalThis, { WebSocket });
    const client = new UTDStreamClient({ appId: '1234567890', baseUrl: served.url });
    const signal = client.signalClient({
      credentialsProvider: async () => ({
        token: await tokenFor(served.url, 'sue'),
        url: `${served.url.replace(/^http/, 'ws')}/api/v1/signal`,
      }),
    });
    await signal.connect();
    const sent = await signal.sendMessage({ toIdentity: 'tom', content: { text: 'Hi' } });
    assert.equal(sent.identity, 'sue');
    await signal.disconnect();
    assert.equal(signal.state.get(), 'disconnected');
  });

  it('are told what the engine refuses', async () => {
    const rob = nodeSignal(served.url, 'rob', {
      credentialsProvider: async () => ({
        token: 'not-a-token',
        url: `${served.url.replace(/^http/, 'ws')}/api/v1/signal`,
      }),
    });
    await assert.rejects(rob.signal.connect(), { code: 'unauthenticated' });
    assert.equal(rob.signal.ended.get()!.why, 'failed');
    assert.equal(rob.sockets.length, 1);
  });
});

describe('A signal controller whose engine is killed', () => {
  it('comes back, and sends what was not answered, once', async () => {
    const { database, drop } = await newDatabase('sqlite');
    const engine = await killableEngine(database);
    const [ada, bob] = [nodeSignal(engine.url, 'ada'), nodeSignal(engine.url, 'bob')];
    try {
      await Promise.all([ada.signal.connect(), bob.signal.connect()]);
      await ada.signal.direct('bob').send('0');
      const sends = Array.from({ length: 30 }, (_, index) => ada.signal.direct('bob').send(`${index + 1}`));
      await sends[5];
      await engine.kill();
      await Promise.all(sends);
      const all = Array.from({ length: 31 }, (_, index) => `${index}`);
      await until('bob has all', () => bob.texts().length === 31);
      assert.deepEqual(bob.texts(), all);
      assert.deepEqual(ada.texts(), all);
    } finally {
      await Promise.all([ada.signal.disconnect(), bob.signal.disconnect()]);
      await engine.close();
      await drop();
    }
  });
});
