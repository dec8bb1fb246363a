import { UTDStreamError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The volume of each participant on this page. The engine has no part in this. */
export class Volumes {
  readonly #volumes;
  readonly #allMuted;

  constructor(scope: SessionScope) {
    this.#volumes = scope.eventSignal('volumesChanged', new Map());
    this.#allMuted = scope.signal(false);
    this.readonly = this.#volumes.readonly;
    this.allMuted = this.#allMuted.readonly;
  }

  readonly readonly: ReadonlySignal<ReadonlyMap<string, number>>;
  readonly allMuted: ReadonlySignal<boolean>;

  set(identity: string, volume: number): void {
    if (typeof volume !== 'number' || !(volume >= 0 && volume <= 2))
      throw new UTDStreamError('invalid_request', `set the volume of '${identity}'`, {
        field: 'volume',
        happened: `a volume is a number from 0 to 2, not ${JSON.stringify(volume)}`,
      });
    const volumes = new Map(this.#volumes.value);
    if (volume === 1) volumes.delete(identity);
    else volumes.set(identity, volume);
    this.#volumes.value = volumes;
  }

  muteAll(on: boolean): void {
    this.#allMuted.value = on;
  }

  /** Reads signals. */
  of(identity: string): number {
    return this.#allMuted.get() ? 0 : (this.#volumes.get().get(identity) ?? 1);
  }
}
