import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { chatting } from '../../../test/support/fakes/chatting.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { names } from '../../../test/support/fakes/record.ts';
import type { UTDStreamError } from '../../errors/errors.ts';

const noon = '2026-01-01T12:00:00.000Z';

/** A room whose engine has no chat, with me and Ada in it. */
async function among({ features = [] as string[], data = true } = {}) {
  const made = chatting();
  const { edge, told } = made;
  edge.features = features;
  edge.link.data = data;
  await made.join();
  edge.link.show(person('me'), person('ada', { name: 'Ada' }));
  told.length = 0;
  return made;
}

const said = (more: object = {}) => ({
  roomChat: {
    message: 'Hi',
    senderUserId: 'ada',
    senderName: 'Ada',
    text: 'Hi',
    timestamp: noon,
    messageID: 'p1',
    ...more,
  },
});

const disabled = (error: UTDStreamError) => error.code === 'feature_disabled';

/** Calls of the engine that concern the chat. */
const asked = ({ edge }: Awaited<ReturnType<typeof among>>) =>
  edge.calls.map(({ name }) => name).filter((name) => /chat|message|comments/i.test(name));

describe('What I write among peers', () => {
  it('goes out in these bytes, and is shown once as mine', async (t) => {
    mock.timers.enable({ apis: ['Date'], now: Date.parse(noon) });
    t.after(() => mock.timers.reset());
    const made = await among();
    const { room, edge, told } = made;
    const message = await room.chat.send(' Good\r\nevening ', { userData: { colour: 'red' } });
    const [bytes] = edge.link.packets;
    const id: string = JSON.parse(bytes!).roomChat.messageID;
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(edge.link.packets, [
      `{"roomChat":{"message":"Good\\nevening","senderUserId":"me","senderName":"ME","text":"Good\\nevening","timestamp":"${noon}","messageID":"${id}","userData":{"colour":"red"}}}`,
    ]);
    assert.deepEqual(message, {
      id: `["me","${id}"]`,
      identity: 'me',
      name: 'ME',
      avatar: null,
      text: 'Good\nevening',
      at: new Date(noon),
      mine: true,
      userData: { colour: 'red' },
    });
    assert.deepEqual(told, [
      ['messagesChanged', [message]],
      ['chatMessage', message],
    ]);
    assert.deepEqual(asked(made), []);
  });

  it('goes out again by the same id where it did not go', async () => {
    const { room, edge, shown } = await among();
    const ids: string[] = [];
    edge.link.publishData = async (payload) => {
      ids.push(JSON.parse(new TextDecoder().decode(payload)).roomChat.messageID);
      if (ids.length === 1) throw new Error('the channel is closed');
    };
    const sending = room.chat.send('hello');
    await edge.clock.pass(1000);
    await sending;
    assert.deepEqual([ids.length, new Set(ids).size], [2, 1]);
    assert.deepEqual(shown(), ['hello']);
  });

  it('is refused where it is more than a packet carries', async () => {
    const { room, edge, told } = await among();
    const much = { userData: 'x'.repeat(8000) };
    await assert.rejects(
      room.chat.send('\u4e00'.repeat(2000), much),
      (error: UTDStreamError) => error.code === 'payload_too_large',
    );
    assert.deepEqual([edge.link.packets, told], [[], []]);
  });

  it('is refused where the token grants no data, until it does', async () => {
    const made = await among({ data: false });
    const { room, edge, told } = made;
    assert.equal(room.allowed('sendChat').get().because, 'feature_disabled');
    await assert.rejects(room.chat.send('hello'), disabled);
    assert.deepEqual([edge.link.packets, told, asked(made)], [[], [], []]);
    edge.link.data = true;
    edge.link.listener!.permissionsChanged();
    assert.equal(room.allowed('sendChat').get().allowed, true);
    edge.link.listener!.reconnecting();
    assert.equal(room.allowed('sendChat').get().because, 'not_joined');
  });
});

describe('What others write among peers', () => {
  it('is shown with whose it is as the media server says, whatever it says itself', async () => {
    const made = await among();
    const forged = { senderUserId: 'me', senderName: 'The host', senderAvatar: 'https://a.test/', seq: 9 };
    made.edge.link.push(said(forged), 'ada');
    await settled();
    const message = {
      id: '["ada","p1"]',
      identity: 'ada',
      name: 'Ada',
      avatar: null,
      text: 'Hi',
      at: new Date(noon),
      mine: false,
      userData: undefined,
    };
    assert.deepEqual(made.told, [
      ['messagesChanged', [message]],
      ['chatMessage', message],
    ]);
    assert.deepEqual(asked(made), []);
  });

  it('is by nobody’s name where the media server shows nobody', async () => {
    const { room, edge } = await among();
    edge.link.push(said(), 'stranger');
    assert.deepEqual(
      room.chat.messages.get().map(({ name, identity }) => [name, identity]),
      [['stranger', 'stranger']],
    );
  });

  it('is shown once by each id of each sender', async () => {
    const { room, edge, shown, heard } = await among();
    for (const [text, sender] of [
      ['a', 'ada'],
      ['b', 'ada'],
      ['c', 'ben'],
    ] as const)
      edge.link.push(said({ text }), sender);
    assert.deepEqual(shown(), ['a', 'c']);
    assert.equal(heard(), 'a c');
    assert.equal(room.chat.get('["ben","p1"]').get()?.text, 'c');
  });

  for (const [what, message, expected] of [
    ['a lock', { type: '_chat_lock', epoch: 1, rev: 9, locked: true }, ['error']],
    ['a lock as a key', { _chat_lock: {} }, ['error']],
    ['a message with a type beside it', { type: 'roomChat', ...said() }, []],
    ['only the name of a message', { type: 'roomChat' }, []],
    ['an app’s message', { messageContent: { _msgId: 'a', _from: 'ada', _at: noon } }, []],
    ['anything else', { hello: 1 }, []],
    ['no JSON', '{', ['error']],
    ['a message without an id', said({ messageID: undefined }), ['error']],
    ['a message of no time', said({ timestamp: 'now' }), ['error']],
    ['a message of nothing', said({ text: ' \u202e' }), ['error']],
    ['a message that is too long', said({ text: 'x'.repeat(2001) }), ['error']],
    ['a message with too much beside it', said({ userData: 'x'.repeat(9000) }), ['error']],
  ] as const)
    it(`is not ${what}: it changes nothing`, async () => {
      const { room, edge, told } = await among();
      edge.link.push(message, 'ada');
      await edge.clock.pass(16);
      assert.deepEqual(names(told), expected);
      assert.deepEqual([room.chat.messages.get(), room.chat.locked.get()], [[], false]);
    });

  it('is ignored where the engine has a chat', async () => {
    const { edge, told } = await among({ features: ['chat'] });
    edge.link.push(said(), 'ada');
    assert.deepEqual(told, []);
  });
});

describe('Among peers there is no', () => {
  for (const [what, ask] of [
    ['loadEarlier', (room) => room.chat.loadEarlier()],
    ['removeMessage', (room) => room.chat.remove('["me","p1"]')],
    ['lockComments', (room) => room.moderation.lockComments()],
    ['unlockComments', (room) => room.moderation.unlockComments()],
  ] as [string, (room: ReturnType<typeof chatting>['room']) => Promise<unknown>][])
    it(`${what}, by rule and by call`, async () => {
      const made = await among();
      const { room } = made;
      assert.equal(room.allowed(what as 'loadEarlier').get().because, 'feature_disabled');
      await assert.rejects(ask(room), disabled);
      assert.deepEqual(asked(made), []);
    });

  it('history, whatever the engine says of one', async () => {
    const made = chatting();
    made.edge.features = [];
    for (const text of ['a', 'b']) made.chat.write(text);
    await made.join();
    await settled();
    assert.deepEqual([made.shown(), asked(made)], [[], []]);
    assert.equal(made.room.chat.earlier.get(), false);
  });
});
