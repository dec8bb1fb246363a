import { UTDStreamError } from '../../src/errors/errors.ts';
import type { WireMessage } from '../../src/protocol/chat/chat.ts';
import type { FakePlatform } from './fake-edge.ts';

interface Body {
  readonly text: string;
  readonly message_id: string;
  readonly user_data?: unknown;
}

/** The engine's side of a chat: it counts, keeps, takes each message once, and pushes when the test says so. */
export class FakeChat {
  readonly all: WireMessage[] = [];
  readonly removed: string[] = [];
  readonly #edge: FakePlatform;

  constructor(edge: FakePlatform) {
    this.#edge = edge;
    const snapshot = edge.snapshot.bind(edge);
    edge.snapshot = () => ({ ...snapshot(), chat: { seq: this.seq, removed: this.removed } });
    edge.answers.sendChat = ({ body }) => this.send(body as Body);
    edge.answers.readChat = ({ query }) => this.read(query as Record<string, number | undefined>);
    edge.answers.removeMessage = ({ params }) => this.remove(String(params!['id']));
  }

  get seq(): number {
    return this.all.at(-1)?.seq ?? 0;
  }

  /** Somebody writes. */
  write(text: string, sender = 'ada', more: Partial<WireMessage> = {}): WireMessage {
    const seq = this.seq + 1;
    const wire: WireMessage = {
      id: `m${seq}`,
      seq,
      message_id: `by-${sender}-${seq}-0000000000`,
      sender,
      name: sender.toUpperCase(),
      avatar: null,
      text,
      at: new Date(Date.UTC(2026, 0, 1, 12, 0, seq)).toISOString(),
      removed_by: null,
      ...more,
    };
    this.all.push(wire);
    return wire;
  }

  push(wire: WireMessage): void {
    this.#edge.link.push({
      roomChat: {
        message: wire.text,
        senderUserId: wire.sender,
        senderName: wire.name,
        text: wire.text,
        timestamp: wire.at,
        messageID: wire.id,
        seq: wire.seq,
        userData: wire.user_data,
      },
    });
  }

  /** Somebody writes, and all hear of it. */
  say(text: string, sender?: string): WireMessage {
    const wire = this.write(text, sender);
    this.push(wire);
    return wire;
  }

  /** What `me` sends: taken once, however often it comes. */
  send({ text, message_id, user_data }: Body): WireMessage {
    const taken = this.all.find((each) => each.message_id === message_id);
    return taken ?? this.write(text, this.#edge.me, { message_id, user_data });
  }

  read({ before = Infinity, after, limit = 50 }: Record<string, number | undefined>) {
    const kept = this.all.filter(({ seq }) => seq > (after ?? 0) && seq < before);
    const messages = after === undefined ? kept.slice(-limit) : kept.slice(0, limit);
    return { messages, more: messages.length < kept.length };
  }

  remove(id: string): void {
    const wire = this.all.find((each) => each.id === id);
    if (!wire) throw new UTDStreamError('not_found', 'remove a message');
    Object.assign(wire, { text: '', removed_by: 'host' });
    this.removed.push(id);
  }
}
