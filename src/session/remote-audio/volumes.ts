import { UTDStreamError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** How loud the others are for me. The engine has no part in it. */
export class Volumes {
  readonly #volumes;
  readonly #allMuted;

  constructor(scope: SessionScope) {
    this.#volumes = scope.eventSignal('volumesChanged', new Map());
    this.#allMuted = scope.signal(false);
    this.view = this.#volumes.readonly;
    this.allMuted = this.#allMuted.readonly;
  }

  readonly view: ReadonlySignal<ReadonlyMap<string, number>>;
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

  of(identity: string): number {
    return this.#allMuted.value ? 0 : (this.#volumes.value.get(identity) ?? 1);
  }
}
