import { UTDStreamError } from '../../errors/errors.ts';
import { ChatText, UserData } from '../../protocol/chat/chat.ts';
import { randomId } from '../../protocol/random-id.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { validate } from './validate.ts';
import { retry } from '../core/waiting.ts';
import type { WireText } from './message-from-wire.ts';
import type { PeerChat } from './peer-chat.ts';

/**
 * The queue of messages to the engine. Messages are sent one after another. A message keeps its id over all tries, so
 * that the engine takes the message once.
 */
export class Outbox {
  readonly #scope: SessionScope;
  readonly #session: Lifetime;
  readonly #peers: PeerChat;
  /** Resolves when the last message was sent or has failed. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(scope: SessionScope, peers: PeerChat) {
    this.#scope = scope;
    this.#session = scope.session;
    this.#peers = peers;
  }

  async send(text: string, userData: unknown): Promise<WireText> {
    const attempted = `send a message to ${this.#scope.room}`;
    const session = this.#session;
    const body = {
      text: validate(ChatText, text, 'text', attempted),
      message_id: randomId(),
      ...(userData !== undefined && { user_data: validate(UserData, userData, 'userData', attempted) }),
    };
    // Before the mint is answered it is unknown whether the engine or the participants carry the chat.
    const carry = (): Promise<WireText> =>
      this.#peers.active
        ? this.#peers.send(body, attempted)
        : this.#scope.call('sendChat', { attempted, body, signal: session.signal });
    const { clock, connected } = this.#scope;
    const sent = this.#last.then(() => retry({ clock, connected, session }, carry));
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
