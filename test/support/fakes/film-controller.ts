import { SessionController } from '../../../src/controllers/session-controller.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import type { Source } from '../../../src/platform/transport.ts';
import { Signal } from '../../../src/reactive/signal.ts';
import { allowedBy } from '../../../src/session/core/allowed.ts';

/** A session whose policy takes every source from every participant, but for those that a test refuses. */
export class FilmController extends SessionController {
  readonly #refused = new Signal.State<readonly Source[]>([]);
  readonly allowed;

  constructor(options: object, platform: Platform) {
    super(null, { appId: '1234567890', roomName: 'lobby', ...options }, platform);
    this.scope.policy = {
      audible: () => true,
      silenced: () => false,
      onAir: () => true,
      refused: (source) => (this.#refused.get().includes(source) ? 'forbidden_role' : null),
    };
    this.allowed = allowedBy(this.sharedRules());
  }

  join = (): Promise<void> => this.enter('audio_room', () => ({}));

  refuse(source: Source): void {
    this.scope.batch(() => this.#refused.set([...this.#refused.get(), source]));
  }
}
