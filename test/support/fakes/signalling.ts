import { SignalController } from '../../../src/controllers/signal-controller.ts';
import type { SignalOptions } from '../../../src/model/signalling.ts';
import type { ClientFrameName } from '../../../src/protocol/signalling/client-frames.ts';
import { settled } from './fake-clock.ts';
import { FakeConversations } from './fake-conversations.ts';
import { FakeSignalPlatform } from './fake-signal-platform.ts';
import { record } from './record.ts';

/** A signalling client and its world, before it has connected. */
export function signalling(options: SignalOptions = {}) {
  const edge = new FakeSignalPlatform();
  const asked: AbortSignal[] = [];
  const warned: (readonly [message: string, about: object | undefined])[] = [];
  const signal = new SignalController(
    null,
    {
      credentialsProvider: async (ask) => {
        asked.push(ask.signal);
        return { token: `token-${asked.length}`, url: 'ws://127.0.0.1:4000/api/v1/signal' };
      },
      logger: { warn: (message, about) => void warned.push([message, about]) },
      ...options,
    },
    edge,
  );
  const told = record(signal);
  return {
    edge,
    signal,
    /** The events so far. */
    told,
    /** The details of the events of a kind. */
    details: (event: string): ReturnType<typeof JSON.parse>[] =>
      told.flatMap(([name, detail]) => (name === event ? [detail] : [])),
    /** How often the provider was asked, by its signals. */
    asked,
    warned,
    async connect() {
      await signal.connect();
      await settled();
      told.length = 0;
    },
  };
}

/** A client that is connected to an engine with conversations. The person is `ada`. */
export async function conversing(
  before: (engine: FakeConversations, edge: FakeSignalPlatform) => void = () => {},
) {
  const world = signalling();
  const { edge, signal } = world;
  const engine = new FakeConversations(edge);
  before(engine, edge);
  await world.connect();
  return {
    ...world,
    engine,
    ben: 'dm~ada~ben',
    /** Opens the conversation with a person, or a group, and gives its texts. */
    texts(who: string) {
      const conversation = who.includes('~') ? signal.conversation(who) : signal.direct(who);
      conversation.messages.get();
      return () => conversation.messages.get().map(({ text }) => text);
    },
    /** The frames of a kind on all sockets. */
    sent: (t: ClientFrameName) => edge.sockets.flatMap((socket) => socket.sent(t)),
  };
}
