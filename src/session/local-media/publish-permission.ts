import { UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { timeout, untilTrue } from '../core/waiting.ts';

/** The permission to publish one source, as the media server has it: grant and revocation are one fact. */
export class PublishPermission {
  readonly #scope: SessionScope;
  readonly #granted: StateSignal<boolean>;
  readonly #waiting = new Set<() => void>();

  /** @param granted the state that shows the permission. */
  constructor(scope: SessionScope, granted: StateSignal<boolean>) {
    this.#scope = scope;
    this.#granted = granted;
    this.granted = granted.readonly;
  }

  readonly granted: ReadonlySignal<boolean>;

  set(granted: boolean): void {
    this.#granted.value = granted;
    if (!granted) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /**
   * Waits until the permission arrives: 10 s on one connection. A reconnect has its whole time again, because each
   * connection begins without permissions.
   *
   * @throws {UTDStreamError} `grant_timeout`
   */
  async arrived(lifetime: Lifetime, attempted: string): Promise<void> {
    for (;;) {
      await untilTrue(lifetime, this.#scope.connected);
      try {
        return await this.#onThisConnection(lifetime, attempted);
      } catch (error) {
        if (lifetime.ended || this.#scope.connected.get()) throw error;
      }
    }
  }

  async #onThisConnection(lifetime: Lifetime, attempted: string): Promise<void> {
    if (this.#granted.value) return;
    const { clock } = this.#scope;
    const waiting = lifetime.child();
    const granted = new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      waiting.onEnd(() => this.#waiting.delete(resolve));
    });
    // A late permission may be lost: the engine corrects the media server when the room is read. A failed read is not
    // announced, because the time limit of the permission is.
    clock.after(times.grant / 2, () => void this.#scope.read().catch(() => {}), waiting.signal);
    const late = () => new UTDStreamError('grant_timeout', attempted);
    try {
      await timeout(clock, waiting, times.grant, granted, late);
    } finally {
      void waiting.end(late());
    }
  }
}
