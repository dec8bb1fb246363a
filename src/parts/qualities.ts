import { computed, type View } from '../reactive/signal.ts';
import type { ConnectionQuality } from '../shapes.ts';
import type { Scope } from './scope.ts';

/** How well each person is connected, as the media server measures it every few seconds. */
export class Qualities {
  readonly #scope: Scope;
  readonly #known;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#known = scope.quiet<ReadonlyMap<string, ConnectionQuality>>(new Map());
  }

  /** `unknown` before the first measurement of a link. */
  of(identity: string): View<ConnectionQuality> {
    return computed(() => this.#known.view.get().get(identity) ?? 'unknown');
  }

  /** A link begins: it is measured anew. */
  linkStarts(): void {
    this.#scope.link.until(() => (this.#known.value = new Map()));
  }

  hear(identity: string, quality: ConnectionQuality): void {
    this.#known.value = new Map(this.#known.value).set(identity, quality);
  }
}
