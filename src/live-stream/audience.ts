import type { Audience as AudienceMessage } from '../protocol/data/audience.ts';
import type { RoomState } from '../protocol/room-state.ts';
import { isNewer, neverChanged, type StateSignal } from '../reactive/state-signal.ts';
import type { At } from '../protocol/room-state.ts';
import type { SessionFeature } from '../session/core/session-feature.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

interface AudienceDeps {
  /** Forgets participants who have left. */
  left(identities: readonly string[]): void;
}

/** The number of participants, which the engine counts because viewers are hidden from each other. */
export class Audience implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: AudienceDeps;
  readonly #count: StateSignal<number | undefined>;
  /** The epoch and the `seq` of the last message. */
  #at: At = neverChanged;
  /** A message has arrived on this connection, so that no message is missing. */
  #heard = false;

  constructor(scope: SessionScope, deps: AudienceDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#count = scope.signal<number | undefined>(undefined);
    scope.handle('_audience', (message) => this.#handle(message));
  }

  /** `undefined` while unknown. Reads a signal. */
  get count(): number | undefined {
    return this.#count.get();
  }

  sessionStarts(): void {
    this.#at = neverChanged;
    this.#heard = false;
  }

  mediaConnectionLost(): void {
    this.#heard = false;
  }

  /** A read of the room counts until the first message of a connection: its answer may be older than a message. */
  handleState({ epoch, count }: RoomState): void {
    if (count === undefined || (this.#heard && epoch <= this.#at.epoch) || count === this.#count.value)
      return;
    this.#count.value = count;
    this.#scope.emit('audienceChanged', { count, joined: [], left: [], more: false });
  }

  #handle({ epoch, seq, count, joined, left, more }: AudienceMessage): void {
    const at = { epoch, rev: seq };
    if (!isNewer(at, this.#at)) return;
    this.#at = at;
    this.#heard = true;
    this.#count.value = count;
    this.#deps.left(left);
    this.#scope.emit('audienceChanged', { count, joined, left, more });
  }
}
