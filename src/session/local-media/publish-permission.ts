import { UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { within } from '../core/within.ts';

/** The engine's leave to send something, as the media server has it: grant, revocation and gate in one. */
export class PublishPermission {
  readonly #scope: SessionScope;
  readonly #reread: () => Promise<void>;
  readonly #may: StateSignal<boolean>;
  readonly #waiting = new Set<() => void>();

  /** @param reread reads the room once more, because a grant is late. */
  constructor(scope: SessionScope, may: StateSignal<boolean>, reread: () => Promise<void>) {
    this.#scope = scope;
    this.#reread = reread;
    this.#may = may;
    this.view = may.readonly;
  }

  readonly view: ReadonlySignal<boolean>;

  /** It arrived, or was taken away. */
  set(may: boolean): void {
    this.#may.value = may;
    if (!may) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Waits until it arrives: 10 s, with one more read half-way. */
  async arrived(attempt: Lifetime, attempted: string): Promise<void> {
    if (this.#may.value) return;
    const { clock } = this.#scope;
    const waiting = attempt.child();
    const granted = new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      waiting.onEnd(() => this.#waiting.delete(resolve));
    });
    clock.after(times.grant / 2, () => void this.#reread(), waiting.signal);
    const late = () => new UTDStreamError('grant_timeout', attempted);
    try {
      await within(clock, waiting, times.grant, granted, late);
    } finally {
      void waiting.end(late());
    }
  }
}
