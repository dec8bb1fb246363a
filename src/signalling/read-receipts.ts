import { Offset, ConversationId } from '../protocol/signalling/conversation.ts';
import { validate } from '../session/chat/validate.ts';
import type { ConversationList } from './conversation-list.ts';
import type { SignalScope } from './signal-scope.ts';

const attempted = 'mark a conversation as read';

/** The receipts of the local person. In each conversation one is under way at a time, and the furthest counts. */
export class ReadReceipts {
  readonly #scope: SignalScope;
  readonly #list: ConversationList;
  /** Conversation → the furthest offset that is to be sent, or is under way. */
  readonly #wanted = new Map<string, number>();
  readonly #sending = new Map<string, Promise<void>>();

  constructor(scope: SignalScope, list: ConversationList) {
    this.#scope = scope;
    this.#list = list;
  }

  /** Resolves when the engine has taken this receipt, and those that came meanwhile. */
  async send(conversation: string, offset: number): Promise<void> {
    const id = validate(ConversationId, conversation, 'id', attempted);
    const me = this.#scope.me(attempted);
    const wanted = Math.max(validate(Offset, offset, 'offset', attempted), this.#wanted.get(id) ?? 0);
    if (wanted <= (this.#list.receipts(id).get(me) ?? 0)) return;
    this.#wanted.set(id, wanted);
    const sending = this.#sending.get(id) ?? this.#send(id, me);
    this.#sending.set(id, sending);
    await sending;
  }

  async #send(conversation: string, me: string): Promise<void> {
    try {
      for (let sent = 0; this.#wanted.get(conversation)! > sent;) {
        sent = this.#wanted.get(conversation)!;
        await this.#scope.request('receipt', { conversation, offset: sent }, attempted);
        this.#list.setRead(conversation, me, sent);
      }
    } finally {
      this.#wanted.delete(conversation);
      this.#sending.delete(conversation);
    }
  }
}
