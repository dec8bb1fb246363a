import type { AckOf } from '../protocol/signalling/client-frames.ts';
import type { FrameInput } from './signal-link.ts';
import type { SignalScope } from './signal-scope.ts';

/**
 * The queues of messages to the engine, one for each recipient. Messages to a recipient are sent one after another. A
 * message keeps its id over all tries, so that the engine takes the message once.
 */
export class MessageOutbox {
  readonly #scope: SignalScope;
  /** Resolves when the last message to a recipient was sent or has failed. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(scope: SignalScope) {
    this.#scope = scope;
  }

  /** @param recipient the key of the queue */
  async send(
    recipient: string,
    frame: FrameInput<'msg.send'>,
    attempted: string,
  ): Promise<AckOf<'msg.send'>> {
    const session = this.#scope.needSession(attempted);
    const before = this.#last.get(recipient) ?? Promise.resolve();
    const sent = before.then(() => this.#scope.requestIn(session, 'msg.send', frame, attempted));
    const settled: Promise<unknown> = sent
      .catch(() => {})
      .then(() => {
        if (this.#last.get(recipient) === settled) this.#last.delete(recipient);
      });
    this.#last.set(recipient, settled);
    return sent;
  }
}
