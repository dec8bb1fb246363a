import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { randomId } from '../../../src/protocol/random-id.ts';
import { from, RawSocket, tokenFor } from './raw-socket.ts';

/** A message that waits for its `ack`. */
interface Waiting {
  readonly id: string;
  readonly to: object;
  readonly acked: (offset: number) => void;
}

/**
 * A person who keeps what was not acknowledged, sends it again on the next socket, and resumes where the last one ended: the
 * rules of a client, as short as can be.
 */
export class Messenger {
  readonly identity: string;
  readonly #url: string;
  /** The offsets that arrived, by conversation, in the order in which they came. */
  readonly seen = new Map<string, number[]>();
  readonly gaps: object[] = [];
  #socket: RawSocket | undefined;
  #closed = false;
  readonly #outbox: Waiting[] = [];
  /** The wait before each connect, in milliseconds. */
  readonly #waits: () => number;

  constructor(url: string, identity: string, conversations: readonly string[], waits: () => number) {
    this.#url = url;
    this.identity = identity;
    this.#waits = waits;
    for (const each of conversations) this.seen.set(each, []);
  }

  /** Connects, and again whenever the socket closes. */
  async run(): Promise<void> {
    while (!this.#closed) {
      const socket = new RawSocket(this.#url, { headers: from(this.identity) });
      const ended = socket.closed();
      socket.onFrame = (frame) => this.#take(frame);
      const token = await tokenFor(this.#url, this.identity).catch(() => undefined);
      const resume = Object.fromEntries([...this.seen].map(([id, offsets]) => [id, offsets.at(-1) ?? 0]));
      if (token !== undefined && (await socket.signIn(token, { resume }))) {
        this.#socket = socket;
        for (const each of this.#outbox) this.#send(each);
      } else socket.socket.terminate();
      await ended;
      this.#socket = undefined;
      await pause(this.#waits());
    }
  }

  /** Resolves with the offset, once the message is acknowledged. */
  send(to: object): Promise<number> {
    return new Promise((resolve) => {
      const waiting = { id: randomId(), to, acked: resolve };
      this.#outbox.push(waiting);
      this.#send(waiting);
    });
  }

  /** Loses the connection. */
  drop(): void {
    this.#socket?.socket.terminate();
  }

  /** The conversations of `seen` have come up to these offsets. */
  async has(offsets: ReadonlyMap<string, number>): Promise<void> {
    const behind = () =>
      [...this.seen].filter(([id, got]) => (got.at(-1) ?? 0) < (offsets.get(id) ?? 0)).map(([id]) => id);
    for (let wait = 0; behind().length && wait < 600; wait++) await pause(50);
    assert.deepEqual(behind(), [], `${this.identity} lacks messages`);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.socket.close(1000);
  }

  #send({ id, to }: Waiting): void {
    if (this.#socket?.socket.readyState !== 1) return;
    this.#socket.send('msg.send', { ...to, client_id: id, content: { text: id } }, id);
  }

  #sendAgain(id: string): void {
    const waiting = this.#outbox.find((each) => each.id === id);
    if (waiting) this.#send(waiting);
  }

  #take({ t, id, d }: { t: string; id?: string; d: ReturnType<typeof JSON.parse> }): void {
    if (t === 'gap') this.gaps.push(d);
    // An own message comes by a resume too: then its ack was lost.
    if (t === 'msg') this.#note(d.conversation, d.offset);
    if (id === undefined) return;
    const at = this.#outbox.findIndex((each) => each.id === id);
    // A frame over the limit was dropped, and its message still waits.
    if (t === 'error' && at >= 0) setTimeout(() => this.#sendAgain(id), (d.retry_after ?? 1) * 1000);
    if (t === 'ack' && at >= 0) this.#outbox.splice(at, 1)[0]!.acked(d.offset);
  }

  #note(conversation: string, offset: number): void {
    this.seen.get(conversation)!.push(offset);
  }
}
