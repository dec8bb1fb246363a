import { UTDStreamError } from '../../errors/errors.ts';
import { ChatText, UserData } from '../../protocol/chat.ts';
import { randomId } from '../../protocol/random-id.ts';
import { validate } from '../core/validate.ts';
import { retry, type RetryDeps } from '../core/patiently.ts';
import type { PeerChat } from './peer-chat.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { Written } from './message-from-wire.ts';

/**
 * What goes out: one message after another, each by one id for all its tries, so that the engine
 * takes it once and in order however often it is asked.
 */
export class Outbox {
  readonly #scope: SessionScope;
  readonly #patience: RetryDeps;
  readonly #peers: PeerChat;
  /** The last one, whatever became of it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(scope: SessionScope, patience: RetryDeps, peers: PeerChat) {
    this.#scope = scope;
    this.#patience = patience;
    this.#peers = peers;
  }

  async send(text: string, userData: unknown): Promise<Written> {
    const attempted = `send a message to ${this.#scope.room}`;
    const { session } = this.#patience;
    const body = {
      text: validate(ChatText, text, 'text', attempted),
      message_id: randomId(),
      ...(userData !== undefined && { user_data: validate(UserData, userData, 'userData', attempted) }),
    };
    // Asked when its turn comes: while joining nobody knows yet who carries it.
    const carry = (): Promise<Written> =>
      this.#peers.carry
        ? this.#peers.send(body, attempted)
        : this.#scope.call('sendChat', { attempted, body, signal: session.signal });
    const sent = this.#last.then(() => retry(this.#patience, carry));
    this.#last = sent.catch(() => {});
    try {
      return await session.waitFor(sent);
    } catch (cause) {
      if (!session.ended) throw cause;
      const happened = 'the session ended before it was taken';
      throw new UTDStreamError('cancelled', attempted, { happened, cause });
    }
  }
}
