import type { DirectMessage, HistoryPage } from '../model/signalling.ts';
import { keptMessages } from '../protocol/constants.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { LogReader, type ReadRange } from '../session/chat/log-reader.ts';
import { numbered } from './message-from-frame.ts';

interface ConversationHistoryDeps {
  signal<T>(initial: T): StateSignal<T>;
  /** Makes all of `change` before any of its events is delivered. */
  batch(change: () => void): void;
  /** Reads the newest messages before an offset, or of all. */
  read(range: { readonly before?: number; readonly limit: number }): Promise<HistoryPage>;
  /** Called with each message that arrived or was sent, in the order of the offsets. */
  arrived(message: DirectMessage): void;
  /** Called where a read failed that no promise carries. */
  failed(error: unknown): void;
}

/** The number of messages that the first read brings. */
const firstPage = 50;

/** The messages of one conversation: those that arrive, and earlier messages as far as they are read. */
export class ConversationHistory {
  readonly #deps: ConversationHistoryDeps;
  readonly #messages: StateSignal<readonly DirectMessage[]>;
  readonly #earlier: StateSignal<boolean>;
  #reader: LogReader<DirectMessage> | undefined;
  /** The first read, where no offset is known yet. */
  #first: Promise<boolean> | undefined;
  /** Whether the messages from before are to be shown. */
  #opened = false;
  /** Whether the log has a page of them. */
  #loaded = false;

  constructor(deps: ConversationHistoryDeps) {
    this.#deps = deps;
    this.#messages = deps.signal<readonly DirectMessage[]>([]);
    this.#earlier = deps.signal(false);
    this.messages = this.#messages.readonly;
    this.earlier = this.#earlier.readonly;
  }

  readonly messages: ReadonlySignal<readonly DirectMessage[]>;
  readonly earlier: ReadonlySignal<boolean>;

  /** All messages up to this offset have arrived; `undefined` where no offset is known. */
  get completeTo(): number | undefined {
    return this.#reader?.log.completeTo;
  }

  isHistory(id: string): boolean {
    return this.#reader?.log.isHistory(id) ?? false;
  }

  /** Takes a message that arrived or was sent. */
  take(message: DirectMessage): void {
    this.#reach(message.offset - 1).add(numbered(message));
    this.#show();
  }

  /** Handles the offset of the last message of the engine. */
  announce(offset: number): void {
    this.#reach(offset).announce(offset);
  }

  /** Reads the newest messages, once for each connection until that succeeds. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    this.#loadOrFail();
  }

  /** There is a new connection. */
  linked(): void {
    this.#loadAgain();
  }

  /** Forgets all messages. */
  reset(): void {
    this.#reader = this.#first = undefined;
    this.#opened = this.#loaded = false;
    this.#messages.reset();
    this.#earlier.reset();
  }

  /** Concurrent calls share one read. */
  async loadEarlier(): Promise<boolean> {
    const more = await (this.#reader ? this.#loadInto(this.#reader) : this.#loadFirst());
    this.#opened = true;
    return more;
  }

  #loadFirst(): Promise<boolean> {
    const first = (this.#first ??= this.#readFirst());
    void first
      .catch(() => {})
      .then(() => {
        if (this.#first === first) this.#first = undefined;
      });
    return first;
  }

  async #readFirst(): Promise<boolean> {
    const { messages, more } = await this.#deps.read({ limit: firstPage });
    // The log begins with a message that has arrived meanwhile.
    if (this.#reader) return this.#loadInto(this.#reader);
    this.#begin(messages.at(-1)?.offset ?? 0).log.prepend(messages.map(numbered), more);
    this.#loaded = true;
    this.#show();
    return more;
  }

  async #loadInto(reader: LogReader<DirectMessage>): Promise<boolean> {
    const more = await reader.loadEarlier();
    if (reader === this.#reader) this.#loaded = true;
    return more;
  }

  /** Reads where the first read has failed, or the log has begun anew. */
  #loadAgain(): void {
    const loading = this.#first !== undefined || this.#reader?.log.readingEarlier;
    if (this.#opened && !this.#loaded && !loading) this.#loadOrFail();
  }

  #loadOrFail(): void {
    this.loadEarlier().catch((error: unknown) => this.#deps.failed(error));
  }

  /** The log up to an offset. Missing messages are read, but where too many are missing a new log begins behind them. */
  #reach(offset: number): LogReader<DirectMessage> {
    const known = this.#reader;
    if (known && offset - known.log.completeTo <= keptMessages) return known;
    const reader = this.#begin(offset);
    if (known) this.#show();
    this.#loadAgain();
    return reader;
  }

  #begin(offset: number): LogReader<DirectMessage> {
    const reader: LogReader<DirectMessage> = new LogReader(offset, {
      read: (range) => this.#read(range),
      changed: () => {
        if (reader === this.#reader) this.#show();
      },
      failed: (error) => this.#deps.failed(error),
    });
    this.#loaded = false;
    return (this.#reader = reader);
  }

  /** The engine reads before an offset. As offsets have no holes, the messages after an offset lie before another one. */
  async #read({ limit, ...range }: ReadRange) {
    const before = 'before' in range ? range.before : range.after + limit + 1;
    const { messages, more } = await this.#deps.read({ before, limit });
    const page = messages.map(numbered);
    return { page, more: 'before' in range ? more : messages.at(-1)?.offset === before - 1 };
  }

  #show(): void {
    const { log } = this.#reader!; // there is one after `#begin`
    this.#deps.batch(() => {
      this.#messages.value = log.messages;
      this.#earlier.value = log.earlier;
      for (const message of log.takeNew()) this.#deps.arrived(message);
    });
  }
}
