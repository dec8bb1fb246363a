import type { BadSide, ConnectionQuality } from '../../model/session-state.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import { memoized } from '../../reactive/memoized.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

const isBad = (quality: ConnectionQuality) => quality === 'poor' || quality === 'lost';

/** The quality of each participant's connection, as the media server measures it every few seconds. */
export class ParticipantQuality implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #qualities;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#qualities = scope.signal<ReadonlyMap<string, ConnectionQuality>>(new Map());
  }

  /** `unknown` before the first measurement of a connection. */
  readonly of = memoized((identity: string): ReadonlySignal<ConnectionQuality> =>
    computed(() => this.#qualities.get().get(identity) ?? 'unknown'),
  );

  /** The quality of the local participant's connection. */
  readonly mine: ReadonlySignal<ConnectionQuality> = computed(() =>
    this.of(this.#scope.identity.get() ?? '').get(),
  );

  /**
   * The side of a bad connection. The media server gives no cause; the local participant's own quality shows whether
   * the local connection is bad.
   */
  readonly reason = memoized((identity: string): ReadonlySignal<BadSide | null> =>
    computed(() => {
      if (!isBad(this.of(identity).get())) return null;
      return isBad(this.mine.get()) || !this.#scope.connected.get() ? 'mine' : 'theirs';
    }),
  );

  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => (this.#qualities.value = new Map()));
  }

  connectionQualityChanged(identity: string, quality: ConnectionQuality): void {
    this.#qualities.value = new Map(this.#qualities.value).set(identity, quality);
  }
}
