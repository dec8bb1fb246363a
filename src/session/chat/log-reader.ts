import type { ChatMessage } from '../../model/chat-message.ts';
import { MessageLog, type NumberedMessage } from './message-log.ts';

/** The number of messages in one read: of earlier messages, and of missed messages. */
const pages = { earlier: 50, missed: 100 } as const;

/** The messages before a number, the newest of them; or after a number, the oldest of them. */
export type ReadRange = ({ readonly before: number } | { readonly after: number }) & {
  readonly limit: number;
};

interface LogReaderDeps<M extends ChatMessage> {
  /** Reads a page, the oldest message first. `more`: there are further messages in the direction of the read. */
  read(range: ReadRange): Promise<{ readonly page: NumberedMessage<M>[]; readonly more: boolean }>;
  /** Called after each change by a read. */
  changed(): void;
  /** Called where missing messages cannot be read. */
  failed(error: unknown): void;
}

/** The reads that complete a log: of earlier messages on demand, and of missing messages at once. */
export class LogReader<M extends ChatMessage = ChatMessage> {
  readonly log: MessageLog<M>;
  readonly #deps: LogReaderDeps<M>;
  #earlier: Promise<boolean> | undefined;
  #catchingUp = false;

  /** @param seq number of the last message from before */
  constructor(seq: number, deps: LogReaderDeps<M>) {
    this.log = new MessageLog(seq);
    this.#deps = deps;
  }

  /** Adds a message that was sent or pushed. */
  add(message: NumberedMessage<M>): void {
    this.log.add(message);
    void this.#catchUp();
  }

  /** Handles the number of the engine's last message. */
  announce(seq: number): void {
    this.log.announce(seq);
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
    const reading = this.#deps.read({ before: log.oldestSeq, limit: pages.earlier });
    const { page, more } = await reading.finally(() => (log.readingEarlier = false));
    log.prepend(page, more);
    this.#deps.changed();
    return log.earlier;
  }

  /** Reads missing messages, page by page, until none is missing. */
  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    for (let to = this.log.missing; to !== undefined; to = this.log.missing) {
      try {
        const { page, more } = await this.#deps.read({ after: this.log.completeTo, limit: pages.missed });
        this.log.addMissed(page);
        if (!more || !page.length) this.log.giveUp(to);
      } catch (error) {
        // A chat with a hole, which the error announces, is better than a chat that stays silent.
        this.log.giveUp(to);
        this.#deps.failed(error);
      }
      this.#deps.changed();
    }
    this.#catchingUp = false;
  }
}
