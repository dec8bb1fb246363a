import { SessionController } from '../../../src/controllers/session-controller.ts';
import type { SessionEvents } from '../../../src/model/events.ts';
import type { SessionOptions } from '../../../src/model/options.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import type { Source } from '../../../src/platform/transport.ts';
import { Signal } from '../../../src/reactive/signal.ts';
import { allowedBy } from '../../../src/session/core/allowed.ts';

/** A session whose policy takes every source from every participant, but for those that a test refuses. */
export class FilmController extends SessionController<SessionEvents, SessionOptions> {
  readonly #refused = new Signal.State<readonly Source[]>([]);
  /** Identities whose pictures may not be seen, and those of whom a moderator took them away. */
  readonly #unseen = new Signal.State<readonly string[]>([]);
  readonly #videoMuted = new Signal.State<readonly string[]>([]);
  readonly product = 'audio_room';
  readonly roomName = 'lobby';
  readonly allowed;

  constructor(options: object, platform: Platform) {
    super(null, { appId: '1234567890', roomName: 'lobby', ...options }, platform);
    this.scope.policy = {
      lastRole: 'listener',
      audible: () => true,
      silenced: () => false,
      visible: (identity) => !this.#unseen.get().includes(identity),
      videoMuted: (identity) => this.#videoMuted.get().includes(identity),
      onAir: () => true,
      refused: (source) => (this.#refused.get().includes(source) ? 'forbidden_role' : null),
    };
    this.allowed = allowedBy(this.sharedRules());
  }

  join = (): Promise<void> => this.enter({ endpoints: {} });

  hide(...identities: string[]): void {
    this.scope.batch(() => this.#unseen.set(identities));
  }

  muteVideo(...identities: string[]): void {
    this.scope.batch(() => this.#videoMuted.set(identities));
  }

  refuse(...sources: readonly Source[]): void {
    this.scope.batch(() => this.#refused.set([...this.#refused.get(), ...sources]));
  }
}
