import { UTDStreamError } from '../../errors/errors.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { ChatFace, ChatSession } from './chat-session.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The room's chat. */
export class Chat {
  readonly #scope: SessionScope;
  readonly #face: ChatFace;
  readonly #byId: ReadonlySignal<ReadonlyMap<string, ChatMessage>>;
  #session: ChatSession | undefined;

  constructor(scope: SessionScope, near: Pick<ChatFace, 'connected' | 'me'>) {
    this.#scope = scope;
    const messages = scope.eventSignal('messagesChanged', []);
    const earlier = scope.signal(false);
    const locked = scope.eventSignal('chatLockedChanged', false);
    this.#face = { messages, earlier, ...near };
    this.messages = messages.readonly;
    this.earlier = earlier.readonly;
    this.locked = locked.readonly;
    this.#byId = computed(() => new Map(this.messages.get().map((each) => [each.id, each])));
    scope.onState((state) => {
      if (state.comments) locked.offer(state.comments.locked, state);
      if (state.chat) this.#session?.state(state.chat, state.epoch);
    });
    scope.handle('_chat_lock', (lock) => locked.offer(lock.locked, lock));
    scope.handle('_chat_removed', ({ id }) => this.#session?.removed(id));
    scope.handle('roomChat', (message) => this.#session?.hear(message));
  }

  /**
   * The newest 300, oldest first. Who comes sees the newest 50 of before; `loadEarlier` brings more,
   * and a list that it has made longer than 300 stays as long.
   */
  readonly messages: ReadonlySignal<readonly ChatMessage[]>;
  /** Whether `loadEarlier` may bring more. */
  readonly earlier: ReadonlySignal<boolean>;
  /** Only host and admins may write just now. */
  readonly locked: ReadonlySignal<boolean>;

  /** One message; `undefined` where it is not, or no more, among `messages`. */
  get(id: string): ReadonlySignal<ChatMessage | undefined> {
    return computed(() => this.#byId.get().get(id));
  }

  /** A session begins. */
  begin(open: (face: ChatFace) => ChatSession): void {
    this.#session = open(this.#face);
  }

  /**
   * Writes to the room. Resolves when the engine has taken it, and not before is it shown. What is
   * written in an outage, or not answered, goes out once the room is connected again: once, and in
   * order; after a minute without an answer it rejects.
   *
   * Where the engine has no chat the people carry it among themselves: nobody takes it, so it is shown
   * as soon as it is sent, and there is no history, no `remove` and no lock (`feature_disabled`).
   *
   * @param text at most 2,000 characters; shown as text everywhere, never as markup
   * @param options.userData the app's own data beside it: JSON of at most 8 KiB
   * @throws {UTDStreamError} `comments_locked`, `invalid_request` (its `field` is `text` or `userData`),
   *   `rate_limited`, `feature_disabled` where nobody carries it for me, `cancelled` where the session ended first …
   * @example
   * ```ts
   * await room.chat.send('Good evening');
   * ```
   */
  async send(text: string, { userData }: { userData?: unknown } = {}): Promise<ChatMessage> {
    return this.#now('send a message to').send(text, userData);
  }

  /** Takes a message back: my own, or as host or admin anybody's. */
  async remove(id: string): Promise<void> {
    await this.#now('remove a message from').remove(id);
  }

  /** Brings messages of before the oldest that is shown. Resolves to whether there are more still. */
  async loadEarlier(): Promise<boolean> {
    return this.#now('read the chat of').loadEarlier();
  }

  #now(does: string): ChatSession {
    if (this.#session && !this.#scope.session.ended) return this.#session;
    throw new UTDStreamError('not_joined', `${does} ${this.#scope.room}`);
  }
}
