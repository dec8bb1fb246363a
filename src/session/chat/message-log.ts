import type { ChatMessage } from '../../model/chat-message.ts';
import { keptMessages } from '../../protocol/constants.ts';

/** A message in its place. */
export interface Placed {
  readonly message: ChatMessage;
  /** Counts the messages of the room without holes; an older engine counts none. */
  readonly seq?: number | undefined;
  readonly removed?: boolean;
}

/**
 * What is known of a chat: in the engine's order, each message once. What comes too early waits for
 * what is before it.
 */
export class MessageLog {
  #shown: Placed[] = [];
  #fresh: ChatMessage[] = [];
  readonly #early = new Map<number, Placed>();
  readonly #gone = new Set<string>();
  /** The first that is not known any more, or not yet: history is read before it. */
  #from: number;
  /** Everything up to here has come. */
  #known: number;
  /** How far the engine has said that it goes. */
  #told: number;
  /** Nothing is kept from before this one. */
  #floor = 1;
  /** What is before the first is being read, and goes right in front of it: it is not dropped meanwhile. */
  reading = false;

  /** @param seq what is up to here was written before I came */
  constructor(seq: number) {
    this.#from = seq + 1;
    this.#known = seq;
    this.#told = seq;
  }

  get messages(): readonly ChatMessage[] {
    return this.#shown.map(({ message }) => message);
  }

  /** There may be more from before. */
  get earlier(): boolean {
    return this.#from > this.#floor;
  }

  get known(): number {
    return this.#known;
  }

  /** History is read before this one. */
  get from(): number {
    return this.#from;
  }

  /** Up to where something is missing; `undefined` where nothing is. */
  get missing(): number | undefined {
    const to = Math.max(this.#told, ...this.#early.keys());
    return to > this.#known ? to : undefined;
  }

  /** What was written since this was last asked. */
  takeNew(): readonly ChatMessage[] {
    return this.#fresh.splice(0);
  }

  /** The engine says how far it goes. */
  reaches(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  take(placed: Placed): void {
    const { seq, message } = placed;
    if (seq === undefined) {
      if (!this.#shown.some((each) => each.message.id === message.id)) this.#append(placed);
    } else if (seq > this.#known) {
      this.#early.set(seq, placed);
      this.#goOn();
    }
  }

  /** What follows what is known, as the engine keeps it: a hole in it is filled by nothing. */
  fill(page: readonly Placed[]): void {
    for (const placed of page) {
      if (placed.seq === undefined || placed.seq <= this.#known) continue;
      this.#early.set(placed.seq, placed);
      this.#known = placed.seq - 1;
      this.#goOn();
    }
  }

  /** Whatever is missing up to here is nowhere. */
  skip(to: number): void {
    this.fill([...this.#early.values()].filter(({ seq }) => seq! <= to).sort((a, b) => a.seq! - b.seq!));
    this.#known = Math.max(this.#known, to);
    this.#goOn();
  }

  /** What was written before: put in front, and kept. */
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
    // One for one, so that a list which history has made longer stays as long.
    if (this.reading || this.#shown.length <= keptMessages) return;
    this.#shown.shift();
    this.#from = this.#shown[0]!.seq ?? this.#from;
  }
}
