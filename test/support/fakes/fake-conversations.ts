import {
  directConversation,
  directPeople,
  type Conversation,
  type Message,
} from '../../../src/protocol/signalling/conversation.ts';
import { FrameRefusal, type FakeClientSocket, type FakeSignalPlatform } from './fake-signal-platform.ts';

interface Kept {
  readonly messages: Message[];
  readonly seen: Map<string, number>;
  name?: string;
  at: string;
}

/** The conversations of the fake engine, for the client of one person. The order of the pushes is the order of the offsets. */
export class FakeConversations {
  readonly #edge: FakeSignalPlatform;
  readonly kept = new Map<string, Kept>();
  /** The names of people. */
  readonly names = new Map<string, string>();
  #ids = 0;

  constructor(edge: FakeSignalPlatform) {
    this.#edge = edge;
    edge.answers.auth = ({ resume }, socket) => (this.#resume(resume, socket), {});
    edge.answers['msg.send'] = ({ to, group, client_id, content }) =>
      this.write(edge.me, group ?? directConversation(edge.me, to), content, client_id).ack;
    edge.answers['msg.history'] = ({ conversation, before = Infinity, limit = 50 }) => {
      const earlier = (this.kept.get(conversation)?.messages ?? []).filter(({ offset }) => offset < before);
      return { messages: earlier.slice(-limit), more: earlier.length > limit };
    };
    edge.answers['conv.list'] = ({ before = '0', limit }) => {
      const all = [...this.kept].sort(([, a], [, b]) => Date.parse(b.at) - Date.parse(a.at));
      const end = Number(before) + limit;
      return {
        conversations: all.slice(Number(before), end).map(([id, each]) => this.#row(id, each)),
        next: end < all.length ? String(end) : null,
      };
    };
    edge.answers.receipt = ({ conversation, offset }) => {
      this.kept.get(conversation)!.seen.set(edge.me, offset);
      return {};
    };
  }

  /** Keeps a message, once for a `client_id`. */
  write(from: string, id: string, content: Message['content'], clientId = `client-id-${++this.#ids}-xxxxx`) {
    const kept = this.#open(id);
    const known = kept.messages.find((each) => each.from === from && each.client_id === clientId);
    const name = this.names.get(from);
    const message: Message = known ?? {
      conversation: id,
      offset: kept.messages.length + 1,
      client_id: clientId,
      from,
      ...(name !== undefined && { name }),
      content,
      at: this.#edge.time,
    };
    if (!known) kept.messages.push(message);
    kept.at = message.at;
    kept.seen.set(from, message.offset);
    const { conversation, offset, at } = message;
    return { message, ack: { conversation, offset, at } };
  }

  /** A message of another person arrives. */
  arrive(from: string, text: string, id = directConversation(this.#edge.me, from)): Message {
    const { message } = this.write(from, id, { text });
    this.#edge.push('msg', message);
    return message;
  }

  /** A group that the local person is in. */
  group(id: string, name: string, people: readonly string[]): void {
    const kept = this.#open(id);
    kept.name = name;
    for (const each of people) kept.seen.set(each, kept.messages.length);
  }

  #open(id: string): Kept {
    const known = this.kept.get(id);
    if (known) return known;
    const seen = new Map((directPeople(id) ?? []).map((each) => [each, 0]));
    const kept = { messages: [], seen, at: this.#edge.time };
    this.kept.set(id, kept);
    return kept;
  }

  #row(conversation: string, { messages, seen, name, at }: Kept): Conversation {
    const read = seen.get(this.#edge.me);
    if (read === undefined) throw new FrameRefusal('not_found');
    return {
      conversation,
      ...(name !== undefined && { name, creator: 'ben' }),
      members: [...seen].map(([identity, offset]) => ({ identity, offset })),
      offset: read,
      unread: messages.length - read,
      last: messages.at(-1) ?? null,
      at,
    };
  }

  #resume(resume: Readonly<Record<string, number>> | undefined, socket: FakeClientSocket): void {
    for (const [id, after] of Object.entries(resume ?? {})) {
      const missed = (this.kept.get(id)?.messages ?? []).slice(after);
      const skipped = missed.slice(0, -500);
      if (skipped.length)
        socket.push('gap', { conversation: id, from: after + 1, to: after + skipped.length });
      for (const message of missed.slice(skipped.length)) socket.push('msg', message);
    }
    if (!resume) return;
    for (const [id, { messages, seen }] of this.kept) {
      const read = seen.get(this.#edge.me) ?? 0;
      if (!Object.hasOwn(resume, id) && messages.length > read)
        socket.push('gap', { conversation: id, from: read + 1, to: messages.length });
    }
  }
}
