import { asUTDError } from '../../errors/errors.ts';
import type { At } from '../../protocol/room-state.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { isNewer, type StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

export interface MediaOnApprovalDeps {
  /** Whether the local participant has the place that was asked for: a seat, or the stage. Reads signals. */
  seated(): boolean;
  /** Opens and publishes what the place takes, once the engine has permitted it. */
  openMedia(): Promise<void>;
}

/**
 * Opens microphone, and camera where the product has one, once a request is approved, on the page that made the request.
 * After a reload they wait for a click. The engine's answer, the approval and the place may arrive in any order.
 */
export class MediaOnApproval {
  readonly #asked: StateSignal<string | null>;
  readonly #approved: StateSignal<{ readonly id: string; readonly at: At } | null>;

  /** @param at the version of the places that are known. */
  constructor(scope: SessionScope, at: ReadonlySignal<At>, deps: MediaOnApprovalDeps) {
    this.#asked = scope.signal<string | null>(null);
    this.#approved = scope.signal<{ id: string; at: At } | null>(null);
    const isDue = () => {
      const approved = this.#approved.get();
      return approved !== null && approved.id === this.#asked.get() && !isNewer(approved.at, at.get());
    };
    scope.effect(isDue, (due) => {
      if (!due) return;
      this.#asked.value = this.#approved.value = null;
      // Without a place the approval has been withdrawn already.
      if (!deps.seated()) return;
      deps.openMedia().catch((error: unknown) => scope.fail(asUTDError(error, 'unknown', 'be heard')));
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

  /** @param at the version of the room in which the place is taken. */
  approve(id: string, { epoch, rev }: At): void {
    this.#approved.value = { id, at: { epoch, rev } };
  }
}
