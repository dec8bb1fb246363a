import { UTDStreamError } from '../errors.ts';
import type { ChatMessage } from '../message-shapes.ts';
import type { ChatState } from '../protocol/chat.ts';
import type { RoomChat } from '../protocol/data/chat-messages.ts';
import type { Cell } from '../reactive/cell.ts';
import type { View } from '../reactive/signal.ts';
import { History } from './history.ts';
import type { OpenScope } from './open-scope.ts';
import { Outbox } from './outbox.ts';
import type { Patience } from './patiently.ts';
import { placedOf, writtenOf } from './wire-message.ts';

/** What shows it, and what it must know of the others. */
export interface ChatFace {
  readonly messages: Cell<readonly ChatMessage[]>;
  readonly earlier: Cell<boolean>;
  readonly connected: View<boolean>;
  me(): string | undefined;
}

/** The chat during one session. It is loaded with the way in. */
export class ChatSession {
  readonly #scope: OpenScope;
  readonly #face: ChatFace;
  readonly #patience: Patience;
  readonly #outbox: Outbox;
  #history: History | undefined;

  constructor(scope: OpenScope, face: ChatFace) {
    this.#scope = scope;
    this.#face = face;
    this.#patience = { clock: scope.clock, session: scope.session, connected: face.connected };
    this.#outbox = new Outbox(scope, this.#patience);
  }

  state(state: ChatState, epoch: number): void {
    const before = this.#history;
    if (before && epoch < before.epoch) return;
    // A new incarnation of the room counts anew, and all of it was written since I came.
    if (!before || epoch > before.epoch) this.#begin({ epoch, seq: before ? 0 : state.seq });
    this.#history!.state(state);
    this.#show();
  }

  hear(message: RoomChat): void {
    this.#history?.take(writtenOf(message));
    this.#show();
  }

  removed(id: string): void {
    this.#history?.transcript.remove(id);
    this.#show();
  }

  async send(text: string, userData: unknown): Promise<ChatMessage> {
    const wire = await this.#outbox.send(text, userData);
    this.#scope.hub.batch(() => {
      this.#history?.take(wire);
      this.#show();
    });
    return placedOf(wire, this.#face.me()).message;
  }

  async remove(id: string): Promise<void> {
    const attempted = `remove a message from ${this.#scope.room}`;
    if (!/[^.]/.test(id))
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'id',
        happened: `no message has the id '${id}'`,
      });
    await this.#scope.call('removeMessage', { attempted, params: { id } });
    this.#scope.hub.batch(() => this.removed(id));
  }

  loadEarlier = async (): Promise<boolean> => (await this.#history?.loadEarlier()) ?? false;

  #begin(at: { readonly epoch: number; readonly seq: number }): void {
    this.#history = new History(this.#scope, this.#patience, at, this.#face.me, (history) => {
      if (history === this.#history) this.#scope.hub.batch(() => this.#show());
    });
  }

  /** Writes down what is known, in the batch of whatever has changed it. */
  #show(): void {
    const history = this.#history;
    if (!history || this.#patience.session.ended) return;
    const { transcript } = history;
    this.#face.messages.value = transcript.messages;
    this.#face.earlier.value = transcript.earlier;
    for (const message of transcript.news()) this.#scope.tell('chatMessage', message);
  }
}
