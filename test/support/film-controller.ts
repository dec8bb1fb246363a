import { SessionController } from '../../src/controllers/session-controller.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { Source } from '../../src/platform/transport.ts';
import { allowedBy } from '../../src/session/core/allowed.ts';

/** A session whose room takes every source from everybody, but for what a test refuses. */
export class FilmController extends SessionController {
  readonly refused = new Set<Source>();
  protected readonly standing = {
    audible: () => true,
    silenced: () => false,
    onAir: () => true,
    refused: (source: Source) => (this.refused.has(source) ? ('forbidden_role' as const) : null),
  };
  readonly #rules = this.rules();
  readonly allowed = allowedBy<ReturnType<FilmController['rules']>>((operation) => this.#rules[operation]);

  constructor(options: object, edge: Platform) {
    super(null, { appId: '1234567890', roomName: 'lobby', ...options }, edge);
  }

  join = (): Promise<void> => this.enter('audio_room', () => ({}));

  /** The room changed its mind. */
  refuse(source: Source): void {
    this.refused.add(source);
    this.scope.change(() => {});
  }

  protected override settle(): void {
    super.settle();
    this.media.settle();
  }
}
