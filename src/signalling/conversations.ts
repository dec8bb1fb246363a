import { asUTDError } from '../errors/errors.ts';
import type { DirectMessage, HistoryPage, MessageContent } from '../model/signalling.ts';
import { sizes } from '../protocol/names.ts';
import { randomId } from '../protocol/random-id.ts';
import { clientFrames } from '../protocol/signalling/client-frames.ts';
import type { Message } from '../protocol/signalling/conversation.ts';
import { validate } from '../session/chat/validate.ts';
import { isLost } from '../session/core/waiting.ts';
import { ConversationHistory } from './conversation-history.ts';
import { ConversationList } from './conversation-list.ts';
import { ConversationNames } from './conversation-names.ts';
import { contentOf, type Address } from './message-address.ts';
import { toDirectMessage } from './message-from-frame.ts';
import { MessageOutbox } from './message-outbox.ts';
import { ReadReceipts } from './read-receipts.ts';
import type { FrameInput } from './signal-link.ts';
import type { SignalFeature, SignalScope } from './signal-scope.ts';
import { Typing } from './typing.ts';

const { conversation: Id, before: Before, limit: Limit } = clientFrames['msg.history'].data.entries;
const { name: GroupName, members: Members } = clientFrames['group.create'].data.entries;
const { group: Group, add: Add, remove: Remove } = clientFrames['group.members'].data.entries;
const { identity: Blocked } = clientFrames['block.set'].data.entries;

/** The bytes of the auth frame around its content, and some to spare. */
const envelope = 100;

/** The messages of direct conversations and groups, and the people of groups. */
export class Conversations implements SignalFeature {
  readonly #scope: SignalScope;
  readonly #names: ConversationNames;
  readonly #outbox: MessageOutbox;
  readonly #receipts: ReadReceipts;
  /** Conversations outlive the session, because an app may hold them. */
  readonly #histories = new Map<string, ConversationHistory>();
  readonly typing: Typing;
  readonly list: ConversationList;

  constructor(scope: SignalScope) {
    this.#scope = scope;
    this.#names = new ConversationNames(scope);
    this.#outbox = new MessageOutbox(scope);
    this.typing = new Typing(scope);
    this.list = new ConversationList(scope, {
      names: this.#names,
      typing: this.typing,
      announce: (id, offset) => this.historyOf(id).announce(offset),
    });
    this.#receipts = new ReadReceipts(scope, this.list);
    scope.handle('msg', (message) => this.#take(message));
    scope.handle('gap', ({ conversation, to }) => this.historyOf(conversation).announce(to));
  }

  /** The messages of a conversation. The same id gives the same object. */
  historyOf(id: string): ConversationHistory {
    const known = this.#histories.get(id);
    if (known) return known;
    const history = new ConversationHistory({
      signal: (initial) => this.#scope.quietSignal(initial),
      batch: (change) => this.#scope.batch(change),
      read: (range) => this.read(id, range),
      arrived: (message) => {
        this.list.take(message);
        this.#scope.emit('message', message);
      },
      failed: (error) => this.#scope.fail(asUTDError(error, 'network', `read the conversation '${id}'`)),
    });
    this.#histories.set(id, history);
    return history;
  }

  /** The offsets up to which conversations have arrived: of the newest ones, as many as the auth frame has room for. */
  resume(auth: FrameInput<'auth'>): Record<string, number> {
    const newestFirst = this.list.items.get().map(({ id }) => id);
    const offsets: Record<string, number> = {};
    let left = sizes.authFrame - JSON.stringify(auth).length - envelope;
    for (const id of new Set([...newestFirst, ...this.#histories.keys()])) {
      const offset = this.#histories.get(id)?.completeTo;
      const size = `"${id}":${offset},`.length;
      if (offset === undefined || size > left) continue;
      offsets[id] = offset;
      left -= size;
    }
    return offsets;
  }

  async send(
    address: Address,
    content: MessageContent,
    { attempted, dataField }: { readonly attempted: string; readonly dataField: string },
  ): Promise<DirectMessage> {
    const clientId = randomId();
    const frame = { ...address, client_id: clientId, content: contentOf(content, dataField, attempted) };
    const recipient = 'to' in address ? address.to : address.group;
    const ack = await this.#outbox.send(recipient, frame, attempted);
    const from = this.#scope.me(attempted);
    const wire = { ...ack, client_id: clientId, from, name: this.#names.of(from), content: frame.content };
    const message = toDirectMessage(wire, from);
    this.#scope.batch(() => this.historyOf(ack.conversation).take(message));
    this.typing.sent(ack.conversation);
    return message;
  }

  async read(
    conversation: string,
    range: { readonly before?: number | undefined; readonly limit?: number | undefined },
  ): Promise<HistoryPage> {
    const attempted = `read the conversation '${conversation}'`;
    const before = validate(Before, range.before, 'before', attempted);
    const answer = await this.#scope.request(
      'msg.history',
      {
        conversation: validate(Id, conversation, 'id', attempted),
        limit: validate(Limit, range.limit, 'limit', attempted),
        ...(before !== undefined && { before }),
      },
      attempted,
    );
    const me = this.#scope.me(attempted);
    this.#names.learn(answer.messages);
    return { messages: answer.messages.map((each) => toDirectMessage(each, me)), more: answer.more };
  }

  async createGroup(name: string, members: readonly string[]): Promise<string> {
    const attempted = 'make a group';
    const frame = {
      name: validate(GroupName, name, 'name', attempted),
      members: validate(Members, members, 'members', attempted),
      client_id: randomId(),
    };
    const { conversation } = await this.#scope.request('group.create', frame, attempted);
    const people = new Set([...frame.members, this.#scope.me(attempted)]);
    this.#scope.batch(() => this.list.setGroup(conversation, [...people], frame.name));
    return conversation;
  }

  async changeMembers(
    id: string,
    { add, remove }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<readonly string[]> {
    const attempted = 'change the members of a group';
    const frame = {
      group: validate(Group, id, 'group', attempted),
      add: validate(Add, add, 'add', attempted),
      remove: validate(Remove, remove, 'remove', attempted),
    };
    const { members } = await this.#scope.request('group.members', frame, attempted);
    this.#scope.batch(() => this.list.setGroup(id, members));
    return members;
  }

  /** Typing is of the moment: in an outage nothing is sent, and nothing later. A frame that is lost is no failure. */
  async sendTyping(address: Address, conversation: string, on: boolean): Promise<void> {
    if (!this.#scope.connected.get() || !this.typing.isDue(conversation, on)) return;
    try {
      await this.#scope.ask('typing', { ...address, on }, 'tell that you are typing');
    } catch (error) {
      if (!isLost(error)) throw error;
    }
  }

  /** @param offset default: the last message that has arrived, or that the list has */
  async markRead(id: string, offset?: number): Promise<void> {
    const arrived = Math.max(this.historyOf(id).completeTo ?? 0, this.list.newest(id));
    await this.#receipts.send(id, offset ?? arrived);
  }

  async block(identity: string, on: boolean): Promise<void> {
    const attempted = `${on ? 'block' : 'unblock'} '${identity}'`;
    await this.#scope.request(
      'block.set',
      { identity: validate(Blocked, identity, 'identity', attempted), on },
      attempted,
    );
  }

  linked(seamless: boolean): void {
    this.typing.linked();
    if (seamless) return;
    void this.list.refresh();
    for (const history of this.#histories.values()) history.linked();
  }

  unlinked(): void {
    this.typing.unlinked();
  }

  sessionEnds(): void {
    for (const history of this.#histories.values()) history.reset();
  }

  #take(wire: Message): void {
    this.#names.learn([wire]);
    this.historyOf(wire.conversation).take(toDirectMessage(wire, this.#scope.identity.value!));
  }
}
