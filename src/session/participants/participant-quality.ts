import { computed, type View } from '../../reactive/signal.ts';
import type { BadSide, ConnectionQuality } from '../../model/shapes.ts';
import type { Scope } from '../core/session-scope.ts';
import type { Standing } from './standing.ts';

const isBad = (quality: ConnectionQuality) => quality === 'poor' || quality === 'lost';

/** How well each person is connected, as the media server measures it every few seconds. */
export class Qualities {
  readonly #scope: Scope;
  readonly #standing: Pick<Standing, 'quality'>;
  readonly #known;

  constructor(scope: Scope, standing: Pick<Standing, 'quality'>) {
    this.#scope = scope;
    this.#standing = standing;
    this.#known = scope.quiet<ReadonlyMap<string, ConnectionQuality>>(new Map());
  }

  /** `unknown` before the first measurement of a link. */
  of(identity: string): View<ConnectionQuality> {
    return computed(() => this.#known.view.get().get(identity) ?? 'unknown');
  }

  /** The media server tells no reason, but what it says of me tells whose connection it is. */
  reason(identity: string): View<BadSide | null> {
    const theirs = this.of(identity);
    return computed(() => {
      if (!isBad(theirs.get())) return null;
      return isBad(this.#standing.quality()) ? 'mine' : 'theirs';
    });
  }

  /** A link begins: it is measured anew. */
  linkStarts(): void {
    this.#scope.link.until(() => (this.#known.value = new Map()));
  }

  hear(identity: string, quality: ConnectionQuality): void {
    this.#known.value = new Map(this.#known.value).set(identity, quality);
  }
}
