import { asUTDError } from '../errors/errors.ts';
import type { At } from '../protocol/room-state.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { isNewer, type StateSignal } from '../reactive/state-signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

export interface AutoUnmuteDeps {
  /** Whether the local participant has a seat. Reads signals. */
  seated(): boolean;
  /** Opens the microphone once the engine has permitted it. */
  openMicrophone(): Promise<void>;
}

/**
 * Opens the microphone once a request to speak is approved, on the page that made the request. After a reload the
 * microphone waits for a click. The engine's answer, the approval and the seat may arrive in any order.
 */
export class AutoUnmute {
  readonly #asked: StateSignal<string | null>;
  readonly #approved: StateSignal<{ readonly id: string; readonly at: At } | null>;

  /** @param at the version of the seats that are known. */
  constructor(scope: SessionScope, at: ReadonlySignal<At>, deps: AutoUnmuteDeps) {
    this.#asked = scope.signal<string | null>(null);
    this.#approved = scope.signal<{ id: string; at: At } | null>(null);
    const isDue = () => {
      const approved = this.#approved.get();
      return approved !== null && approved.id === this.#asked.get() && !isNewer(approved.at, at.get());
    };
    scope.effect(isDue, (due) => {
      if (!due) return;
      this.#asked.value = this.#approved.value = null;
      // Without a seat the approval has been withdrawn already.
      if (!deps.seated()) return;
      deps
        .openMicrophone()
        .catch((error: unknown) => scope.fail(asUTDError(error, 'unknown', 'open the microphone')));
    });
  }

  /** Id of the request that was made on this page with the wish to be heard. Reads a signal. */
  get asked(): string | null {
    return this.#asked.get();
  }

  /** @param id `null` where the request was taken back. */
  ask(id: string | null): void {
    this.#asked.value = id;
  }

  /** @param at the version of the room in which the seat is taken. */
  approve(id: string, { epoch, rev }: At): void {
    this.#approved.value = { id, at: { epoch, rev } };
  }
}
