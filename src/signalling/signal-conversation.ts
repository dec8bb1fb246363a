import type { Conversation, DirectMessage } from '../model/signalling.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { Conversations } from './conversations.ts';
import { addressIn } from './message-address.ts';
import type { SignalScope } from './signal-scope.ts';

/** A conversation, for apps and elements. Its state lives in `Conversations`. */
export class SignalConversation implements Conversation {
  readonly id: string;
  readonly #scope: SignalScope;
  readonly #conversations: Conversations;
  readonly messages: ReadonlySignal<readonly DirectMessage[]>;
  readonly earlier: ReadonlySignal<boolean>;
  readonly unread: ReadonlySignal<number>;
  readonly typing: ReadonlySignal<readonly string[]>;
  readonly receipts: ReadonlySignal<ReadonlyMap<string, number>>;

  constructor(scope: SignalScope, conversations: Conversations, id: string) {
    this.id = id;
    this.#scope = scope;
    this.#conversations = conversations;
    const history = conversations.historyOf(id);
    this.messages = {
      get() {
        // The signal is read again when the connection is there.
        if (scope.connected.get()) history.open();
        return history.messages.get();
      },
    };
    this.earlier = history.earlier;
    this.unread = computed(() => conversations.list.unread(id));
    this.typing = computed(() => conversations.typing.typists.get().get(id) ?? [], equal);
    this.receipts = computed(() => conversations.list.receipts(id), equal);
  }

  async send(text: string, { userData }: { readonly userData?: unknown } = {}): Promise<DirectMessage> {
    const attempted = `send a message to '${this.id}'`;
    const address = addressIn(this.id, this.#scope.me(attempted), attempted);
    const content = { text, ...(userData !== undefined && { data: userData }) };
    return this.#conversations.send(address, content, { attempted, dataField: 'userData' });
  }

  loadEarlier(): Promise<boolean> {
    return this.#conversations.historyOf(this.id).loadEarlier();
  }

  isHistory(id: string): boolean {
    return this.#conversations.historyOf(this.id).isHistory(id);
  }

  async markRead(): Promise<void> {
    await this.#conversations.markRead(this.id);
  }

  async setTyping(on: boolean): Promise<void> {
    const attempted = `tell '${this.id}' that you are typing`;
    const address = addressIn(this.id, this.#scope.me(attempted), attempted);
    await this.#conversations.sendTyping(address, this.id, on);
  }
}
