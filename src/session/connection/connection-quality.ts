import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { ConnectionQuality, QualityReason, Trouble } from '../../model/shapes.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { Latest } from '../core/latest.ts';

interface World {
  /** How well I am connected. */
  readonly quality: ReadonlySignal<ConnectionQuality>;
  /** The machine has a network. */
  online(): boolean;
  /** What the statistics of my connection show. */
  trouble(): Promise<Trouble | null>;
}

/** Why I am connected badly. */
export class ConnectionQualityReason {
  readonly #scope: SessionScope;
  readonly #world: World;
  readonly #reason;
  readonly #asking: Latest;

  constructor(scope: SessionScope, world: World) {
    this.#scope = scope;
    this.#asking = new Latest(scope);
    this.#world = world;
    this.#reason = scope.signal<QualityReason | null>(null);
    this.view = this.#reason.readonly;
  }

  readonly view: ReadonlySignal<QualityReason | null>;

  /** Follows my connection for as long as the session. */
  follow(): void {
    this.#scope.session.onEnd(watch(() => void this.#react(this.#world.quality.get())));
  }

  async #react(quality: ConnectionQuality): Promise<void> {
    const attempt = this.#asking.begin();
    const say = (reason: QualityReason | null) => {
      if (!attempt.ended) this.#reason.value = reason;
    };
    await undefined; // what follows signals may not write any
    if (quality === 'lost') return say(this.#world.online() ? 'unreachable' : 'offline');
    if (quality !== 'poor') return say(null);
    // Statistics that cannot be read are none.
    say((await this.#world.trouble().catch(() => null)) ?? 'unknown');
  }
}
