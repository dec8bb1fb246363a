import { AudioRoomController } from '../../../src/controllers/audio-room-controller.ts';
import { settled } from './fake-clock.ts';
import { FakeChat } from './fake-chat.ts';
import { FakePlatform } from './fake-platform.ts';
import { record } from './record.ts';

/** A room with a chat in it, before anybody has joined. */
export function chatting(more: object = {}) {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby', ...more }, edge);
  const chat = new FakeChat(edge);
  const told = record(room);
  return {
    edge,
    room,
    chat,
    /** What was told of the chat, message by message, and then no more. */
    heard: () =>
      told
        .splice(0)
        .flatMap(([event, detail]) => (event === 'chatMessage' ? [detail.text] : []))
        .join(' '),
    told,
    shown: () => room.chat.messages.get().map(({ text }) => text),
    sent: () => edge.calls.filter(({ name }) => name === 'sendChat').map(({ request }) => request.body),
    reads: () => edge.calls.filter(({ name }) => name === 'readChat').map(({ request }) => request.query),
    async join() {
      await room.join();
      await settled();
      told.length = 0;
    },
  };
}

/** A promise that the test settles. */
export function gate<T = void>() {
  let open: (value: T) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, fail };
}
