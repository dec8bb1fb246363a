import { asUTDError } from '../errors/errors.ts';
import type { At } from '../protocol/room-state.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { isNewer } from '../reactive/state-signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

export interface AutoUnmuteDeps {
  /** I sit on a seat. */
  seated(): boolean;
  /** Opens the microphone once the engine has granted it. */
  openMicrophone(): Promise<void>;
}

/**
 * Opens the microphone of who asked to speak on this page, once that is approved; after a reload it
 * waits for a click. Answer, approval and seat come by ways of their own, in any order.
 */
export class AutoUnmute {
  readonly #scope: SessionScope;
  readonly #world: AutoUnmuteDeps;
  readonly #asked: StateSignal<string | null>;
  readonly #given: StateSignal<{ readonly id: string; readonly at: At } | null>;

  constructor(scope: SessionScope, world: AutoUnmuteDeps) {
    this.#scope = scope;
    this.#world = world;
    this.#asked = scope.signal<string | null>(null);
    this.#given = scope.signal<{ id: string; at: At } | null>(null);
  }

  /** Id of the request that a person made here, to be heard. */
  get asked(): string | null {
    return this.#asked.value;
  }

  /** @param id `null` where it was taken back. */
  ask(id: string | null): void {
    this.#asked.value = id;
  }

  /** A request was approved; `at` has the seat. */
  give(id: string, { epoch, rev }: At): void {
    this.#given.value = { id, at: { epoch, rev } };
  }

  /** @param at of the seats that are known. */
  settle(at: At): void {
    const given = this.#given.value;
    if (given?.id !== this.#asked.value || !given || isNewer(given.at, at)) return;
    this.#asked.value = this.#given.value = null;
    // Taken away again already where I do not sit.
    if (!this.#world.seated()) return;
    this.#world
      .openMicrophone()
      .catch((error: unknown) => this.#scope.fail(asUTDError(error, 'unknown', 'open the microphone')));
  }
}
