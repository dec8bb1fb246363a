import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { BadSide, ConnectionQuality } from '../../model/shapes.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { ParticipantsDeps } from './standing.ts';

const isBad = (quality: ConnectionQuality) => quality === 'poor' || quality === 'lost';

/** How well each person is connected, as the media server measures it every few seconds. */
export class ParticipantQuality {
  readonly #scope: SessionScope;
  readonly #standing: Pick<ParticipantsDeps, 'quality'>;
  readonly #known;

  constructor(scope: SessionScope, standing: Pick<ParticipantsDeps, 'quality'>) {
    this.#scope = scope;
    this.#standing = standing;
    this.#known = scope.signal<ReadonlyMap<string, ConnectionQuality>>(new Map());
  }

  /** `unknown` before the first measurement of a link. */
  of(identity: string): ReadonlySignal<ConnectionQuality> {
    return computed(() => this.#known.readonly.get().get(identity) ?? 'unknown');
  }

  /** The media server tells no reason, but what it says of me tells whose connection it is. */
  reason(identity: string): ReadonlySignal<BadSide | null> {
    const theirs = this.of(identity);
    return computed(() => {
      if (!isBad(theirs.get())) return null;
      return isBad(this.#standing.quality()) ? 'mine' : 'theirs';
    });
  }

  /** A link begins: it is measured anew. */
  linkStarts(): void {
    this.#scope.mediaConnection.onEnd(() => (this.#known.value = new Map()));
  }

  hear(identity: string, quality: ConnectionQuality): void {
    this.#known.value = new Map(this.#known.value).set(identity, quality);
  }
}
