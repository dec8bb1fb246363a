import { UTDStreamError } from '../../errors/errors.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { ChatState } from '../../protocol/chat.ts';
import type { RoomChat } from '../../protocol/data/chat-messages.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { ChatHistory } from './chat-history.ts';
import type { SessionCore } from '../core/session-core.ts';
import { Outbox } from './outbox.ts';
import type { RetryDeps } from '../core/patiently.ts';
import type { PeerChat } from './peer-chat.ts';
import { placedOf, writtenOf, type Written } from './message-from-wire.ts';

/** What shows it, and what it must know of the others. */
export interface ChatFace {
  readonly messages: StateSignal<readonly ChatMessage[]>;
  readonly earlier: StateSignal<boolean>;
  readonly connected: ReadonlySignal<boolean>;
  me(): string | undefined;
}

/** The chat during one session. It is loaded with the way in. */
export class ChatSession {
  readonly #scope: SessionCore;
  readonly #face: ChatFace;
  readonly #patience: RetryDeps;
  readonly #peers: PeerChat;
  readonly #outbox: Outbox;
  #history: ChatHistory | undefined;

  constructor(scope: SessionCore, face: ChatFace, peers: PeerChat) {
    this.#scope = scope;
    this.#face = face;
    this.#peers = peers;
    this.#patience = { clock: scope.clock, session: scope.session, connected: face.connected };
    this.#outbox = new Outbox(scope, this.#patience, peers);
  }

  state(state: ChatState, epoch: number): void {
    if (this.#peers.carry) return;
    const before = this.#history;
    if (before && epoch < before.epoch) return;
    // A new incarnation of the room counts anew, and all of it was written since I came.
    if (!before || epoch > before.epoch) this.#begin({ epoch, seq: before ? 0 : state.seq });
    this.#history!.state(state);
    this.#show();
  }

  hear(message: RoomChat): void {
    this.#take(writtenOf(message));
  }

  removed(id: string): void {
    this.#history?.transcript.remove(id);
    this.#show();
  }

  async send(text: string, userData: unknown): Promise<ChatMessage> {
    const wire = await this.#outbox.send(text, userData);
    this.#scope.emitter.batch(() => this.#take(wire));
    return placedOf(wire, this.#face.me()).message;
  }

  async remove(id: string): Promise<void> {
    const attempted = `remove a message from ${this.#scope.room}`;
    this.#peers.needEngine(attempted);
    if (!/[^.]/.test(id))
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'id',
        happened: `no message has the id '${id}'`,
      });
    await this.#scope.call('removeMessage', { attempted, params: { id } });
    this.#scope.emitter.batch(() => this.removed(id));
  }

  async loadEarlier(): Promise<boolean> {
    this.#peers.needEngine(`read the chat of ${this.#scope.room}`);
    return (await this.#history?.loadEarlier()) ?? false;
  }

  #take(written: Written): void {
    const { carry } = this.#peers;
    // Nobody counts among peers, so nothing is from before and nothing can be missing.
    if (carry && !this.#history) this.#begin({ epoch: 0, seq: 0 });
    this.#history?.take(carry ? { ...written, seq: undefined } : written);
    this.#show();
  }

  #begin(at: { readonly epoch: number; readonly seq: number }): void {
    this.#history = new ChatHistory(this.#scope, this.#patience, at, this.#face.me, (history) => {
      if (history === this.#history) this.#scope.emitter.batch(() => this.#show());
    });
  }

  /** Writes down what is known, in the batch of whatever has changed it. */
  #show(): void {
    const history = this.#history;
    if (!history || this.#patience.session.ended) return;
    const { transcript } = history;
    this.#face.messages.value = transcript.messages;
    this.#face.earlier.value = transcript.earlier;
    for (const message of transcript.news()) this.#scope.emit('chatMessage', message);
  }
}
