import { UTDStreamError } from '../../errors/errors.ts';
import type { AppMessages } from './app-messages.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The app's own messages to the people in the room. They come as `appMessage`. */
export class Data {
  readonly #scope: SessionScope;
  #messages: AppMessages | undefined;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    scope.handle('messageContent', (message) => this.#messages?.hear(message));
  }

  /** A session begins. */
  begin(messages: AppMessages): void {
    this.#messages = messages;
  }

  /**
   * Sends data of the app's own meaning. It is of the moment: who is not here misses it, and what
   * does not arrive is not sent again.
   *
   * @param data JSON of at most 8 KiB, 8 levels deep
   * @param options.to identities; everybody unless told
   * @throws {UTDStreamError} `invalid_request`, `payload_too_large`, `rate_limited`, `not_joined`, `network` …
   */
  async send(data: unknown, { to }: { to?: readonly string[] } = {}): Promise<void> {
    const messages = this.#messages;
    if (!messages || this.#scope.session.ended)
      throw new UTDStreamError('not_joined', `send data to ${this.#scope.room}`);
    await messages.send(data, to);
  }
}
