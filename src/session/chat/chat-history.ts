import { asUTDError } from '../../errors/errors.ts';
import type { ChatState } from '../../protocol/chat/chat.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import { retry } from '../core/waiting.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { LogReader, type ReadRange } from './log-reader.ts';
import type { MessageLog, NumberedMessage } from './message-log.ts';
import { toNumberedMessage, type WireText } from './message-from-wire.ts';

/** The chat of one incarnation of the room: its messages as far as they are read, and the reads of further messages. */
export class ChatHistory {
  readonly epoch: number;
  readonly #reader: LogReader;
  readonly #scope: SessionScope;
  readonly #session: Lifetime;

  /**
   * @param at.seq number of the last message from before the join
   * @param changed called after each change by a read
   */
  constructor(
    scope: SessionScope,
    at: { readonly epoch: number; readonly seq: number },
    changed: (history: ChatHistory) => void,
  ) {
    this.epoch = at.epoch;
    this.#scope = scope;
    this.#session = scope.session;
    this.#reader = new LogReader(at.seq, {
      read: (range) => this.#read(range),
      changed: () => changed(this),
      failed: (error) => this.#fail(error),
    });
    if (at.seq) this.loadEarlier().catch((error: unknown) => this.#fail(error));
  }

  get log(): MessageLog {
    return this.#reader.log;
  }

  /** Handles the number of the engine's last message, and the removed messages. */
  handleState({ seq, removed }: ChatState): void {
    for (const id of removed) this.log.remove(id);
    this.#reader.announce(seq);
  }

  take(wire: WireText): void {
    this.#reader.add(toNumberedMessage(wire, this.#scope.identity.get()));
  }

  /** Concurrent calls share one read. */
  loadEarlier(): Promise<boolean> {
    return this.#reader.loadEarlier();
  }

  async #read(query: ReadRange): Promise<{ page: NumberedMessage[]; more: boolean }> {
    const { clock, connected, identity, room } = this.#scope;
    const session = this.#session;
    const request = { attempted: `read the chat of ${room}`, query: { ...query }, signal: session.signal };
    const read = () => this.#scope.call('readChat', request);
    const answer = await retry({ clock, connected, session }, read);
    return {
      page: answer.messages.map((each) => toNumberedMessage(each, identity.get())),
      more: answer.more,
    };
  }

  #fail(error: unknown): void {
    if (this.#session.ended) return;
    this.#scope.fail(asUTDError(error, 'network', `read the chat of ${this.#scope.room}`));
  }
}
