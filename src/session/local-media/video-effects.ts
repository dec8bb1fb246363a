import { UTDStreamError } from '../../errors/errors.ts';
import type { MakeProcessor } from '../../model/options.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { LocalSource } from './local-source.ts';

/** Whether the engine lets cameras be processed; only an explicit no of it forbids that. */
export class VideoEffects {
  readonly #allowed;
  readonly #camera: LocalSource;

  constructor(scope: SessionScope, camera: LocalSource) {
    this.#allowed = scope.signal(true);
    this.#camera = camera;
    this.view = this.#allowed.readonly;
  }

  readonly view: ReadonlySignal<boolean>;

  /** @throws {UTDStreamError} `feature_disabled` */
  check(sending: LocalSource, make: MakeProcessor | null): void {
    if (make && sending === this.#camera && !this.#allowed.value)
      throw new UTDStreamError('feature_disabled', 'process the camera');
  }

  /** What the engine says: a processed camera is processed no more, or closes. */
  allow(allowed: boolean): void {
    if (allowed === this.#allowed.value) return;
    this.#allowed.value = allowed;
    if (!allowed) void this.#camera.process(null).catch(() => this.#camera.revoke());
  }
}
