import type { BadSide, ConnectionQuality } from '../../model/shapes.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import { memoized } from '../../reactive/memoized.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

const isBad = (quality: ConnectionQuality) => quality === 'poor' || quality === 'lost';

/** How well each participant is connected, as the media server measures it every few seconds. */
export class ParticipantQuality implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #known;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#known = scope.signal<ReadonlyMap<string, ConnectionQuality>>(new Map());
  }

  /** `unknown` before the first measurement of a connection. */
  readonly of = memoized((identity: string): ReadonlySignal<ConnectionQuality> =>
    computed(() => this.#known.get().get(identity) ?? 'unknown'),
  );

  /** How well the local participant is connected. */
  readonly mine: ReadonlySignal<ConnectionQuality> = computed(() =>
    this.of(this.#scope.identity.get() ?? '').get(),
  );

  /** The media server names no cause, but the local participant's own quality tells whose connection is bad. */
  readonly reason = memoized((identity: string): ReadonlySignal<BadSide | null> =>
    computed(() => {
      if (!isBad(this.of(identity).get())) return null;
      return isBad(this.mine.get()) || !this.#scope.connected.get() ? 'mine' : 'theirs';
    }),
  );

  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => (this.#known.value = new Map()));
  }

  connectionQualityChanged(identity: string, quality: ConnectionQuality): void {
    this.#known.value = new Map(this.#known.value).set(identity, quality);
  }
}
