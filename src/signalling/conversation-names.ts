import { displayText } from '../protocol/names.ts';
import type { Message } from '../protocol/signalling/conversation.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import type { SignalScope } from './signal-scope.ts';

interface KnownName {
  readonly name: string;
  /** The time of the message that has told the name. */
  readonly at: number;
}

/** The names of people. Each message tells the name of its sender, and the latest message counts. */
export class ConversationNames {
  readonly #names: StateSignal<ReadonlyMap<string, KnownName>>;

  constructor(scope: SignalScope) {
    this.#names = scope.signal<ReadonlyMap<string, KnownName>>(new Map());
  }

  /** The name of a person; the identity where no name is known. Reads a signal. */
  of(identity: string): string {
    return this.#names.get().get(identity)?.name ?? identity;
  }

  learn(messages: readonly Message[]): void {
    const names = new Map(this.#names.value);
    for (const { from, name, at } of messages) {
      const shown = displayText(name ?? '');
      const time = Date.parse(at);
      if (shown && time >= (names.get(from)?.at ?? 0)) names.set(from, { name: shown, at: time });
    }
    this.#names.value = names;
  }
}
