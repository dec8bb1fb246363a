import type { ChatMessage } from '../../model/chat-message.ts';
import { keptMessages } from '../../protocol/constants.ts';

/** A message with its number. */
export interface NumberedMessage<M extends ChatMessage = ChatMessage> {
  readonly message: M;
  /** Counts the messages of the chat without gaps. An older engine, or a peer, sends none. */
  readonly seq?: number | undefined;
  /** A removed message has a number, but is not shown. */
  readonly removed?: boolean;
}

/**
 * The messages of a chat, each once, in the order of their numbers. A message that arrives early waits for the messages
 * before it.
 */
export class MessageLog<M extends ChatMessage = ChatMessage> {
  #shown: NumberedMessage<M>[] = [];
  #new: M[] = [];
  readonly #waiting = new Map<number, NumberedMessage<M>>();
  readonly #removed = new Set<string>();
  /** The ids of the messages that a read of earlier messages has brought. */
  readonly #history = new Set<string>();
  /** Messages from this number on have been read, or arrive by themselves. History is read before this number. */
  #oldestSeq: number;
  /** All messages up to this number have arrived, or are given up. */
  #completeTo: number;
  /** The number of the engine's last message, as far as the engine has announced it. */
  #announced: number;
  /** The engine keeps no message before this number. */
  #firstKept = 1;
  /** A read of earlier messages is under way. The first message must stay until the page is put in front of it. */
  readingEarlier = false;

  /** @param seq number of the last message from before */
  constructor(seq: number) {
    this.#oldestSeq = seq + 1;
    this.#completeTo = seq;
    this.#announced = seq;
  }

  get messages(): readonly M[] {
    return this.#shown.map(({ message }) => message);
  }

  /** Whether the engine may have earlier messages. */
  get earlier(): boolean {
    return this.#oldestSeq > this.#firstKept;
  }

  /** All messages up to this number have arrived, or are given up. */
  get completeTo(): number {
    return this.#completeTo;
  }

  /** Earlier messages are read before this number. */
  get oldestSeq(): number {
    return this.#oldestSeq;
  }

  /** The number up to which messages are missing; `undefined` where none is missing. */
  get missing(): number | undefined {
    const to = Math.max(this.#announced, ...this.#waiting.keys());
    return to > this.#completeTo ? to : undefined;
  }

  /** Whether a message was read from the time before, and did not arrive as new. */
  isHistory(id: string): boolean {
    return this.#history.has(id);
  }

  /** The new messages since the last call. */
  takeNew(): readonly M[] {
    return this.#new.splice(0);
  }

  /** Handles the number of the engine's last message. */
  announce(seq: number): void {
    this.#announced = Math.max(this.#announced, seq);
  }

  /** Adds a message that was sent or pushed. */
  add(numbered: NumberedMessage<M>): void {
    const { seq, message } = numbered;
    if (seq === undefined) {
      if (!this.#shown.some((each) => each.message.id === message.id)) this.#append(numbered);
    } else if (seq > this.#completeTo) {
      this.#waiting.set(seq, numbered);
      this.#appendReady();
    }
  }

  /** Adds a page of missed messages. A number that the page leaves out does not exist at the engine any more. */
  addMissed(page: readonly NumberedMessage<M>[]): void {
    for (const numbered of page) {
      if (numbered.seq === undefined || numbered.seq <= this.#completeTo) continue;
      this.#waiting.set(numbered.seq, numbered);
      this.#completeTo = numbered.seq - 1;
      this.#appendReady();
    }
  }

  /** Gives up the missing messages up to this number. */
  giveUp(to: number): void {
    this.addMissed(
      [...this.#waiting.values()].filter(({ seq }) => seq! <= to).sort((a, b) => a.seq! - b.seq!),
    );
    this.#completeTo = Math.max(this.#completeTo, to);
    this.#appendReady();
  }

  /** Puts earlier messages in front. `more`: the engine has still earlier messages. */
  prepend(page: readonly NumberedMessage<M>[], more: boolean): void {
    const older = page.filter(({ seq }) => seq !== undefined && seq < this.#oldestSeq);
    this.#oldestSeq = Math.min(this.#oldestSeq, ...older.map(({ seq }) => seq!));
    this.#shown.unshift(...older.filter((each) => this.#isVisible(each)));
    for (const { message } of older) this.#history.add(message.id);
    if (!more) this.#firstKept = this.#oldestSeq;
  }

  remove(id: string): void {
    this.#removed.add(id);
    this.#shown = this.#shown.filter(({ message }) => message.id !== id);
  }

  #isVisible({ removed, message }: NumberedMessage<M>): boolean {
    return !removed && !this.#removed.has(message.id);
  }

  #appendReady(): void {
    const next = () => this.#waiting.get(this.#completeTo + 1);
    for (let ready = next(); ready; ready = next()) {
      this.#completeTo++;
      this.#waiting.delete(this.#completeTo);
      this.#append(ready);
    }
  }

  #append(numbered: NumberedMessage<M>): void {
    if (!this.#isVisible(numbered)) return;
    this.#shown.push(numbered);
    this.#new.push(numbered.message);
    // Each new message replaces the oldest, so that a list that history has made longer keeps its length.
    if (this.readingEarlier || this.#shown.length <= keptMessages) return;
    this.#shown.shift();
    this.#oldestSeq = this.#shown[0]!.seq ?? this.#oldestSeq;
  }
}
