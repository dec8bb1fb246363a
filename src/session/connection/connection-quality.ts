import type { ConnectionQuality, QualityReason, Trouble } from '../../model/session-state.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import { Latest } from '../core/latest.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface ConnectionQualityReasonDeps {
  /** The quality of the local participant's connection. */
  readonly quality: ReadonlySignal<ConnectionQuality>;
  /** Whether the machine has a network. */
  online(): boolean;
  /** Reads the fault from the statistics of the connection; `null` where they show none. */
  trouble(): Promise<Trouble | null>;
}

/** The cause of a bad connection of the local participant. */
export class ConnectionQualityReason implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: ConnectionQualityReasonDeps;
  readonly #reason;
  readonly #asking: Latest;

  constructor(scope: SessionScope, deps: ConnectionQualityReasonDeps) {
    this.#scope = scope;
    this.#asking = new Latest(scope);
    this.#deps = deps;
    this.#reason = scope.signal<QualityReason | null>(null);
    this.readonly = this.#reason.readonly;
  }

  readonly readonly: ReadonlySignal<QualityReason | null>;

  sessionStarts(): void {
    this.#scope.session.onEnd(watch(() => void this.#react(this.#deps.quality.get())));
  }

  async #react(quality: ConnectionQuality): Promise<void> {
    const lifetime = this.#asking.begin();
    const set = (reason: QualityReason | null) => {
      if (!lifetime.ended) this.#reason.value = reason;
    };
    await undefined; // an effect of `watch` may not write signals
    if (quality === 'lost') return set(this.#deps.online() ? 'unreachable' : 'offline');
    if (quality !== 'poor') return set(null);
    // Statistics that cannot be read tell no cause.
    set((await this.#deps.trouble().catch(() => null)) ?? 'unknown');
  }
}
