import { UTDStreamError } from '../../errors/errors.ts';
import type { MakeProcessor } from '../../model/options.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { LocalSource } from './local-source.ts';

/** Whether the engine permits processors on the camera. Only an explicit `false` in the metadata forbids them. */
export class VideoEffects implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #allowed;
  readonly #camera: LocalSource;

  constructor(scope: SessionScope, camera: LocalSource) {
    this.#scope = scope;
    this.#allowed = scope.signal(true);
    this.#camera = camera;
    this.readonly = this.#allowed.readonly;
  }

  readonly readonly: ReadonlySignal<boolean>;

  /** @throws {UTDStreamError} `feature_disabled` */
  check(source: LocalSource, make: MakeProcessor | null): void {
    if (make && source === this.#camera && !this.#allowed.value)
      throw new UTDStreamError('feature_disabled', 'process the camera');
  }

  /** A processed camera is published without its processor from now on, or closes. */
  participantsChanged(): void {
    const me = this.#scope.transport?.participants()[0];
    const allowed = me?.metadata.videoEffects !== false;
    if (!me || allowed === this.#allowed.value) return;
    this.#allowed.value = allowed;
    if (!allowed) void this.#camera.process(null).catch(() => this.#camera.revoke());
  }
}
