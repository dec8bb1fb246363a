import type { ChatMessage } from '../../model/chat-message.ts';
import { keptMessages } from '../../protocol/constants.ts';

/** A message with its number. */
export interface Placed {
  readonly message: ChatMessage;
  /** Counts the messages of the room without gaps. An older engine, or a peer, sends none. */
  readonly seq?: number | undefined;
  /** A removed message has a number, but is not shown. */
  readonly removed?: boolean;
}

/**
 * The messages of a chat, each once, in the order of their numbers. A message that arrives early waits for the messages
 * before it.
 */
export class MessageLog {
  #shown: Placed[] = [];
  #fresh: ChatMessage[] = [];
  readonly #early = new Map<number, Placed>();
  readonly #gone = new Set<string>();
  /** Messages from this number on have been read, or arrive by themselves. History is read before this number. */
  #from: number;
  /** All messages up to this number have arrived, or are given up. */
  #known: number;
  /** The number of the engine's last message, as far as the engine has announced it. */
  #told: number;
  /** The engine keeps no message before this number. */
  #floor = 1;
  /** A read of earlier messages is under way. The first message must stay until the page is put in front of it. */
  reading = false;

  /** @param seq number of the last message from before the join */
  constructor(seq: number) {
    this.#from = seq + 1;
    this.#known = seq;
    this.#told = seq;
  }

  get messages(): readonly ChatMessage[] {
    return this.#shown.map(({ message }) => message);
  }

  /** Whether the engine may have earlier messages. */
  get earlier(): boolean {
    return this.#from > this.#floor;
  }

  /** All messages up to this number have arrived, or are given up. */
  get known(): number {
    return this.#known;
  }

  /** Earlier messages are read before this number. */
  get from(): number {
    return this.#from;
  }

  /** The number up to which messages are missing; `undefined` where none is missing. */
  get missing(): number | undefined {
    const to = Math.max(this.#told, ...this.#early.keys());
    return to > this.#known ? to : undefined;
  }

  /** The new messages since the last call. */
  takeNew(): readonly ChatMessage[] {
    return this.#fresh.splice(0);
  }

  /** Handles the number of the engine's last message. */
  reaches(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  /** Adds a message that was sent or pushed. */
  take(placed: Placed): void {
    const { seq, message } = placed;
    if (seq === undefined) {
      if (!this.#shown.some((each) => each.message.id === message.id)) this.#append(placed);
    } else if (seq > this.#known) {
      this.#early.set(seq, placed);
      this.#goOn();
    }
  }

  /** Adds a page of missed messages. A number that the page leaves out does not exist at the engine any more. */
  fill(page: readonly Placed[]): void {
    for (const placed of page) {
      if (placed.seq === undefined || placed.seq <= this.#known) continue;
      this.#early.set(placed.seq, placed);
      this.#known = placed.seq - 1;
      this.#goOn();
    }
  }

  /** Gives up the missing messages up to this number. */
  skip(to: number): void {
    this.fill([...this.#early.values()].filter(({ seq }) => seq! <= to).sort((a, b) => a.seq! - b.seq!));
    this.#known = Math.max(this.#known, to);
    this.#goOn();
  }

  /** Puts earlier messages in front. `more`: the engine has still earlier messages. */
  prepend(page: readonly Placed[], more: boolean): void {
    const older = page.filter(({ seq }) => seq !== undefined && seq < this.#from);
    this.#from = Math.min(this.#from, ...older.map(({ seq }) => seq!));
    this.#shown.unshift(...older.filter((each) => this.#isThere(each)));
    if (!more) this.#floor = this.#from;
  }

  remove(id: string): void {
    this.#gone.add(id);
    this.#shown = this.#shown.filter(({ message }) => message.id !== id);
  }

  #isThere({ removed, message }: Placed): boolean {
    return !removed && !this.#gone.has(message.id);
  }

  #goOn(): void {
    for (let next = this.#early.get(this.#known + 1); next; next = this.#early.get(this.#known + 1)) {
      this.#known++;
      this.#early.delete(this.#known);
      this.#append(next);
    }
  }

  #append(placed: Placed): void {
    if (!this.#isThere(placed)) return;
    this.#shown.push(placed);
    this.#fresh.push(placed.message);
    // Each new message replaces the oldest, so that a list that history has made longer keeps its length.
    if (this.reading || this.#shown.length <= keptMessages) return;
    this.#shown.shift();
    this.#from = this.#shown[0]!.seq ?? this.#from;
  }
}
