import { times } from '../protocol/constants.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import type { SignalFeature, SignalScope } from './signal-scope.ts';

/** Conversation → the people who are typing there. */
type Typists = ReadonlyMap<string, readonly string[]>;

/** A repeated "is typing" is sent when half of its time is over, so that it does not end in between. */
const interval = times.typing / 2;

const ended = () => new Error('The person types no longer, or types on.');

/** The people who are typing. Typing ends by itself, so that a typist who is cut off types no longer. */
export class Typing implements SignalFeature {
  readonly #scope: SignalScope;
  readonly #typists: StateSignal<Typists>;
  readonly #timers = new Map<string, Lifetime>();
  /** Conversation → the time of the last "is typing" of the local person. */
  readonly #sentAt = new Map<string, number>();

  constructor(scope: SignalScope) {
    this.#scope = scope;
    this.#typists = scope.signal<Typists>(new Map());
    this.typists = this.#typists.readonly;
    scope.handle('typing', ({ conversation, from, on, expires_in }) => {
      if (on) this.#begin(conversation, from, expires_in);
      else this.#end(conversation, from);
    });
  }

  readonly typists: ReadonlySignal<Typists>;

  /** Whether a frame about the local person's typing is due. */
  isDue(conversation: string, on: boolean): boolean {
    const now = this.#scope.clock.now();
    const sentAt = this.#sentAt.get(conversation);
    const sentFor = sentAt === undefined ? Infinity : now - sentAt;
    const due = on ? sentFor >= interval : sentFor < times.typing;
    if (!on) this.#sentAt.delete(conversation);
    else if (due) this.#sentAt.set(conversation, now);
    return due;
  }

  /** The local person has sent a message, which ends the typing for the engine too. */
  sent(conversation: string): void {
    this.#sentAt.delete(conversation);
  }

  linked(): void {
    this.#sentAt.clear();
  }

  unlinked(): void {
    for (const timer of this.#timers.values()) void timer.end(ended());
    this.#timers.clear();
    this.#typists.value = new Map();
  }

  #begin(conversation: string, from: string, seconds = times.typing / 1000): void {
    this.#stop(conversation, from);
    const timer = this.#scope.session.child();
    this.#timers.set(`${conversation} ${from}`, timer);
    this.#scope.clock.after(seconds * 1000, () => this.#end(conversation, from), timer.signal);
    const people = this.#typists.value.get(conversation) ?? [];
    if (!people.includes(from)) this.#set(conversation, [...people, from]);
  }

  #end(conversation: string, from: string): void {
    this.#stop(conversation, from);
    const people = this.#typists.value.get(conversation) ?? [];
    this.#set(
      conversation,
      people.filter((each) => each !== from),
    );
  }

  #stop(conversation: string, from: string): void {
    const key = `${conversation} ${from}`;
    void this.#timers.get(key)?.end(ended());
    this.#timers.delete(key);
  }

  #set(conversation: string, people: readonly string[]): void {
    const typists = new Map(this.#typists.value);
    if (people.length) typists.set(conversation, people);
    else typists.delete(conversation);
    this.#typists.value = typists;
  }
}
