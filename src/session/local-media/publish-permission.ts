import { UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { Attempt } from '../../reactive/lifetime.ts';
import type { Cell } from '../../reactive/state-signal.ts';
import type { View } from '../../reactive/signal.ts';
import type { Scope } from '../core/session-scope.ts';
import { within } from '../core/within.ts';

/** The engine's leave to send something, as the media server has it: grant, revocation and gate in one. */
export class Grant {
  readonly #scope: Scope;
  readonly #reread: () => Promise<void>;
  readonly #may: Cell<boolean>;
  readonly #waiting = new Set<() => void>();

  /** @param reread reads the room once more, because a grant is late. */
  constructor(scope: Scope, may: Cell<boolean>, reread: () => Promise<void>) {
    this.#scope = scope;
    this.#reread = reread;
    this.#may = may;
    this.view = may.view;
  }

  readonly view: View<boolean>;

  /** It arrived, or was taken away. */
  set(may: boolean): void {
    this.#may.value = may;
    if (!may) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Waits until it arrives: 10 s, with one more read half-way. */
  async arrived(attempt: Attempt, attempted: string): Promise<void> {
    if (this.#may.value) return;
    const { clock } = this.#scope;
    const waiting = attempt.inner();
    const granted = new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      waiting.until(() => this.#waiting.delete(resolve));
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
