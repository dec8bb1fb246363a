import { UTDStreamError } from '../../errors/errors.ts';
import type { MakeProcessor } from '../../model/options.ts';
import type { View } from '../../reactive/signal.ts';
import type { Scope } from '../core/session-scope.ts';
import type { Sending } from './local-source.ts';

/** Whether the engine lets cameras be processed; only an explicit no of it forbids that. */
export class VideoEffects {
  readonly #allowed;
  readonly #camera: Sending;

  constructor(scope: Scope, camera: Sending) {
    this.#allowed = scope.quiet(true);
    this.#camera = camera;
    this.view = this.#allowed.view;
  }

  readonly view: View<boolean>;

  /** @throws {UTDStreamError} `feature_disabled` */
  check(sending: Sending, make: MakeProcessor | null): void {
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
