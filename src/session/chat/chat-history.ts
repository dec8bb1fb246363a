import { asUTDError } from '../../errors/errors.ts';
import type { ChatState } from '../../protocol/chat/chat.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import { retry } from '../core/waiting.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { MessageLog, type NumberedMessage } from './message-log.ts';
import { toNumberedMessage, type WireText } from './message-from-wire.ts';

/** The number of messages in one read: of earlier messages, and of missed messages. */
const pages = { earlier: 50, missed: 100 } as const;

/** The chat of one incarnation of the room: its messages as far as they are read, and the reads of further messages. */
export class ChatHistory {
  readonly epoch: number;
  readonly log: MessageLog;
  readonly #scope: SessionScope;
  readonly #session: Lifetime;
  readonly #changed: (history: ChatHistory) => void;
  #earlier: Promise<boolean> | undefined;
  #catchingUp = false;

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
    this.log = new MessageLog(at.seq);
    this.#scope = scope;
    this.#session = scope.session;
    this.#changed = changed;
    if (at.seq) this.loadEarlier().catch((error: unknown) => this.#fail(error));
  }

  /** Handles the number of the engine's last message, and the removed messages. */
  handleState({ seq, removed }: ChatState): void {
    this.log.announce(seq);
    for (const id of removed) this.log.remove(id);
    void this.#catchUp();
  }

  take(wire: WireText): void {
    this.log.add(toNumberedMessage(wire, this.#scope.identity.get()));
    void this.#catchUp();
  }

  /** Concurrent calls share one read. */
  loadEarlier(): Promise<boolean> {
    return (this.#earlier ??= this.#loadEarlier().finally(() => (this.#earlier = undefined)));
  }

  async #loadEarlier(): Promise<boolean> {
    const { log } = this;
    if (!log.earlier) return false;
    log.readingEarlier = true;
    const reading = this.#read({ before: log.oldestSeq, limit: pages.earlier });
    const { page, more } = await reading.finally(() => (log.readingEarlier = false));
    log.prepend(page, more);
    this.#changed(this);
    return log.earlier;
  }

  /** Reads missing messages, page by page, until none is missing. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    for (let to = this.log.missing; to !== undefined; to = this.log.missing) {
      try {
        const { page, more } = await this.#read({ after: this.log.completeTo, limit: pages.missed });
        this.log.addMissed(page);
        if (!more || !page.length) this.log.giveUp(to);
      } catch (error) {
        // A chat with a hole, which the error announces, is better than a chat that stays silent.
        this.log.giveUp(to);
        this.#fail(error);
      }
      this.#changed(this);
    }
    this.#catchingUp = false;
  }

  async #read(query: Readonly<Record<string, number>>): Promise<{ page: NumberedMessage[]; more: boolean }> {
    const { clock, connected, identity, room } = this.#scope;
    const session = this.#session;
    const request = { attempted: `read the chat of ${room}`, query, signal: session.signal };
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
