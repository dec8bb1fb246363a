import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chatting } from '../support/fakes/chatting.ts';
import { names } from '../support/fakes/record.ts';

const chat =
  '{"roomChat":{"message":"Hi","senderUserId":"ada","senderName":"Ada","senderAvatar":null,"text":"Hi","timestamp":"2026-01-01T12:00:00.000Z","messageID":"m1","seq":1,"clientID":"c1","userData":{"n":1}}}';
const lock = '{"type":"_chat_lock","epoch":1,"rev":2,"locked":true,"by":"host"}';
const removed = '{"type":"_chat_removed","epoch":1,"rev":3,"id":"m1","by":"host"}';
const app =
  '{"messageContent":{"message":"","_msgId":"a1","_from":"ada","_at":"2026-01-01T12:00:00.000Z","data":[1]}}';

/** Bytes → what is told of them. */
async function toldOf(bytes: string, sender = '', before: readonly string[] = []) {
  const { edge, told, join } = chatting();
  await join();
  for (const each of before) edge.link.push(each);
  told.length = 0;
  edge.link.push(bytes, sender);
  await edge.clock.pass(16);
  return told;
}

describe('The bytes of what is written', () => {
  it('a message of the chat', async () => {
    const message = {
      id: 'm1',
      identity: 'ada',
      name: 'Ada',
      avatar: null,
      text: 'Hi',
      at: new Date('2026-01-01T12:00:00.000Z'),
      mine: false,
      userData: { n: 1 },
    };
    assert.deepEqual(await toldOf(chat), [
      ['messagesChanged', [message]],
      ['chatMessage', message],
    ]);
  });

  it('a message of an app', async () => {
    assert.deepEqual(await toldOf(app), [
      ['appMessage', { id: 'a1', from: 'ada', data: [1], at: new Date('2026-01-01T12:00:00.000Z') }],
    ]);
  });

  it('a lock, and a removal', async () => {
    assert.deepEqual(await toldOf(lock), [['chatLockedChanged', true]]);
    assert.deepEqual(await toldOf(removed, '', [chat]), [['messagesChanged', []]]);
  });

  for (const [what, bytes, expected] of [
    [
      'a bare message',
      chat.replace(/"message":"Hi",|"senderAvatar":null,|,"clientID":"c1"|,"userData":\{"n":1\}/g, ''),
      ['messagesChanged', 'chatMessage'],
    ],
    [
      'a message with fields of a newer engine',
      chat.replace('"seq":1', '"seq":1,"pinned":true'),
      ['messagesChanged', 'chatMessage'],
    ],
    [
      'a lock that does not say by whom',
      lock.replace(',"by":"host"', ',"until":null'),
      ['chatLockedChanged'],
    ],
    ['an app’s message without data', app.replace(',"data":[1]', ''), ['appMessage']],
    ['an app’s message of the backend', app.replace('"ada"', 'null'), ['appMessage']],
  ] as const)
    it(`${what} is read`, async () => {
      assert.deepEqual(names(await toldOf(bytes)), expected);
    });

  for (const [what, bytes] of [
    ['a message without an id', chat.replace('"messageID":"m1",', '')],
    ['a message whose text is none', chat.replace('"text":"Hi"', '"text":{}')],
    ['a message of no time', chat.replace('2026-01-01T12:00:00.000Z', 'noon')],
    ['a lock that says neither', lock.replace('true', '"yes"')],
    ['a removal of nothing', removed.replace('"m1"', 'null')],
    ['an app’s message of somebody who is no name', app.replace('"ada"', '7')],
    ['an app’s message without an id', app.replace('"_msgId":"a1",', '')],
  ] as const)
    it(`${what} is an error, and changes nothing`, async () => {
      const told = await toldOf(bytes);
      assert.deepEqual(
        told.map(([event, detail]) => [event, event === 'error' && detail.code]),
        [['error', 'protocol']],
      );
    });

  for (const [what, bytes, expected] of [
    ['a message', chat, []],
    ['an app’s message', app, []],
    ['a lock', lock, ['error']],
    ['a removal', removed, ['error']],
  ] as const)
    it(`${what} from a person, who is not the engine, changes nothing`, async () => {
      assert.deepEqual(names(await toldOf(bytes, 'mallory', [chat])), expected);
    });
});
