import { UTDStreamError } from '../../errors/errors.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { ChatState } from '../../protocol/chat/chat.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { ChatHistory } from './chat-history.ts';
import { fromPush, toNumberedMessage, type WireText } from './message-from-wire.ts';
import { Outbox } from './outbox.ts';
import type { PeerChat } from './peer-chat.ts';

/** The room's chat. */
export class Chat implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #peers: PeerChat;
  readonly #messages: StateSignal<readonly ChatMessage[]>;
  readonly #earlier: StateSignal<boolean>;
  readonly #locked: StateSignal<boolean>;
  readonly #byId: ReadonlySignal<ReadonlyMap<string, ChatMessage>>;
  #outbox: Outbox | undefined;
  #history: ChatHistory | undefined;

  constructor(scope: SessionScope, peers: PeerChat) {
    this.#scope = scope;
    this.#peers = peers;
    this.#messages = scope.eventSignal('messagesChanged', []);
    this.#earlier = scope.signal(false);
    this.#locked = scope.eventSignal('chatLockedChanged', false);
    this.messages = this.#messages.readonly;
    this.earlier = this.#earlier.readonly;
    this.locked = this.#locked.readonly;
    this.#byId = computed(() => new Map(this.messages.get().map((each) => [each.id, each])));
    scope.handle('_chat_lock', (lock) => this.#locked.offer(lock.locked, lock));
    scope.handle('_chat_removed', ({ id }) => this.#handleRemoved(id));
    scope.handle('roomChat', (message) => this.#take(fromPush(message)));
  }

  /**
   * The newest 300 messages, oldest first. A join shows the newest 50 from before; `loadEarlier` brings more, and a
   * list that it has made longer than 300 stays as long.
   */
  readonly messages: ReadonlySignal<readonly ChatMessage[]>;
  /** Whether `loadEarlier` may bring more. */
  readonly earlier: ReadonlySignal<boolean>;
  /** Only host and admins may write just now. */
  readonly locked: ReadonlySignal<boolean>;

  /** One message; `undefined` while the id is not among `messages`. */
  readonly get = memoized((id: string): ReadonlySignal<ChatMessage | undefined> =>
    computed(() => this.#byId.get().get(id)),
  );

  /** @internal */
  sessionStarts(): void {
    this.#history = undefined;
    this.#outbox = new Outbox(this.#scope, this.#peers);
  }

  /** @internal */
  handleState(state: RoomState): void {
    if (state.comments) this.#locked.offer(state.comments.locked, state);
    if (state.chat) this.#handleChat(state.chat, state.epoch);
  }

  /**
   * Writes to the room. Resolves when the engine has taken the message, which is shown from then on and not before. A
   * message that is written in an outage, or not answered, is sent when the room is connected again: once, and in
   * order. Rejects after a minute of connection without an answer.
   *
   * Where the engine has no chat, participants carry it by data packets: such a message is shown as soon as it is sent,
   * and there is no history, no `remove` and no lock (`feature_disabled`).
   *
   * @param text at most 2,000 characters; shown as text everywhere, never as markup
   * @param options.userData the app's own data beside the text: JSON of at most 8 KiB and 8 levels
   * @throws {UTDStreamError} `comments_locked`, `invalid_request` (its `field` is `text` or `userData`),
   *   `rate_limited`, `feature_disabled` where the chat cannot be carried, `cancelled` where the session ended first …
   * @example
   * ```ts
   * await room.chat.send('Good evening');
   * ```
   */
  async send(text: string, { userData }: { userData?: unknown } = {}): Promise<ChatMessage> {
    this.#needSession('send a message to');
    const wire = await this.#outbox!.send(text, userData);
    this.#scope.batch(() => this.#take(wire));
    return toNumberedMessage(wire, this.#scope.identity.get()).message;
  }

  /** Removes a message: the participant's own, or as host or admin any message. */
  async remove(id: string): Promise<void> {
    const attempted = this.#needSession('remove a message from');
    this.#peers.needEngine(attempted);
    if (!/[^.]/.test(id))
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'id',
        happened: `no message has the id '${id}'`,
      });
    await this.#scope.call('removeMessage', { attempted, params: { id } });
    this.#scope.batch(() => this.#handleRemoved(id));
  }

  /** Brings messages from before the oldest that is shown. Resolves to whether there are more still. */
  async loadEarlier(): Promise<boolean> {
    this.#peers.needEngine(this.#needSession('read the chat of'));
    return (await this.#history?.loadEarlier()) ?? false;
  }

  /** @internal */
  isHistory(id: string): boolean {
    return this.#history?.log.isHistory(id) ?? false;
  }

  #needSession(does: string): string {
    const attempted = `${does} ${this.#scope.room}`;
    if (this.#scope.session.ended) throw new UTDStreamError('not_joined', attempted);
    return attempted;
  }

  #handleChat(state: ChatState, epoch: number): void {
    if (this.#peers.active) return;
    const before = this.#history;
    if (before && epoch < before.epoch) return;
    // A new incarnation of the room counts anew, and every message of it is newer than the join.
    if (!before || epoch > before.epoch) this.#begin({ epoch, seq: before ? 0 : state.seq });
    this.#history!.handleState(state);
    this.#show();
  }

  #handleRemoved(id: string): void {
    this.#history?.log.remove(id);
    this.#show();
  }

  #take(wire: WireText): void {
    const { active } = this.#peers;
    // Messages of participants have no numbers, so none is from before and none can be missing.
    if (active && !this.#history) this.#begin({ epoch: 0, seq: 0 });
    this.#history?.take(active ? { ...wire, seq: undefined } : wire);
    this.#show();
  }

  #begin(at: { readonly epoch: number; readonly seq: number }): void {
    this.#history = new ChatHistory(this.#scope, at, (history) => {
      if (history === this.#history) this.#scope.batch(() => this.#show());
    });
  }

  /** Writes the known messages into the state, in the batch of the change that brought them. */
  #show(): void {
    const history = this.#history;
    if (!history || this.#scope.session.ended) return;
    const { log } = history;
    this.#messages.value = log.messages;
    this.#earlier.value = log.earlier;
    for (const message of log.takeNew()) this.#scope.emit('chatMessage', message);
  }
}
