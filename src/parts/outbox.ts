import { UTDStreamError } from '../errors.ts';
import { ChatText, UserData, type WireMessage } from '../protocol/chat.ts';
import { randomId } from '../protocol/random-id.ts';
import { accepted } from './accepted.ts';
import { patiently, type Patience } from './patiently.ts';
import type { Scope } from './scope.ts';

/**
 * What goes out: one message after another, each by one id for all its tries, so that the engine
 * takes it once and in order however often it is asked.
 */
export class Outbox {
  readonly #scope: Scope;
  readonly #patience: Patience;
  /** The last one, whatever became of it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(scope: Scope, patience: Patience) {
    this.#scope = scope;
    this.#patience = patience;
  }

  async send(text: string, userData: unknown): Promise<WireMessage> {
    const attempted = `send a message to ${this.#scope.room}`;
    const { session } = this.#patience;
    const body = {
      text: accepted(ChatText, text, 'text', attempted),
      message_id: randomId(),
      ...(userData !== undefined && { user_data: accepted(UserData, userData, 'userData', attempted) }),
    };
    const call = () => this.#scope.call('sendChat', { attempted, body, signal: session.signal });
    const sent = this.#last.then(() => patiently(this.#patience, call));
    this.#last = sent.catch(() => {});
    try {
      return await session.during(sent);
    } catch (cause) {
      if (!session.ended) throw cause;
      const happened = 'the session ended before the engine had taken it';
      throw new UTDStreamError('cancelled', attempted, { happened, cause });
    }
  }
}
