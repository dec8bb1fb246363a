import { asUTDError } from '../errors/errors.ts';
import type { ConversationItem, DirectMessage } from '../model/signalling.ts';
import { keepUnchanged } from '../reactive/keep-unchanged.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import type { Conversation } from '../protocol/signalling/conversation.ts';
import type { ConversationNames } from './conversation-names.ts';
import {
  fromRow,
  toItem,
  unreadIn,
  withMessage,
  withReceipt,
  type ConversationRecord,
} from './conversation-record.ts';
import { toDirectMessage } from './message-from-frame.ts';
import type { SignalScope } from './signal-scope.ts';
import type { Typing } from './typing.ts';

type Records = ReadonlyMap<string, ConversationRecord>;

interface ConversationListDeps {
  readonly names: ConversationNames;
  readonly typing: Typing;
  /** Called with the offset of the last message of a conversation. */
  announce(conversation: string, offset: number): void;
}

/** The number of conversations in one read. */
const page = 50;

const attempted = 'read the conversations';

/** The conversations of the local person: the newest of them, and older ones as far as they are read. */
export class ConversationList {
  readonly #scope: SignalScope;
  readonly #deps: ConversationListDeps;
  readonly #records: StateSignal<Records>;
  /** The cursor of the next page; `null` where there is none. */
  readonly #next: StateSignal<string | null>;
  #shown: readonly ConversationItem[] = [];
  #loading: Promise<boolean> | undefined;
  /** Whether the list is read at the moment. */
  #refreshing = false;
  /** Whether the list has changed in a way that only another read can tell. */
  #stale = false;
  /** The conversations that have changed since the read began. */
  #touched = new Set<string>();

  constructor(scope: SignalScope, deps: ConversationListDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#records = scope.signal<Records>(new Map());
    this.#next = scope.signal<string | null>(null);
    this.more = computed(() => this.#next.get() !== null);
    this.items = scope.derivedSignal('conversationsChanged', () => this.#items());
    scope.handle('receipt', ({ conversation, identity, offset }) =>
      this.setRead(conversation, identity, offset),
    );
    scope.handle('group', ({ conversation, name, members }) => this.setGroup(conversation, members, name));
  }

  /** The newest first. */
  readonly items: ReadonlySignal<readonly ConversationItem[]>;
  readonly more: ReadonlySignal<boolean>;

  /** The number of messages that the local person has not read. Reads signals. */
  unread(id: string): number {
    const record = this.#records.get().get(id);
    const me = this.#scope.identity.get();
    return record && me !== null ? unreadIn(record, me) : 0;
  }

  /** The offset of the last message of a conversation, as far as it is listed. */
  newest(id: string): number {
    return this.#records.value.get(id)?.newest ?? 0;
  }

  /** Identity → offset of the last message that this person has read. Reads a signal. */
  receipts(id: string): ReadonlyMap<string, number> {
    return this.#records.get().get(id)?.members ?? new Map();
  }

  take(message: DirectMessage): void {
    const { conversation } = message;
    const before = this.#records.value.get(conversation);
    this.#put(withMessage(before, message));
    // The name and the people of a group, and the receipts, are known to the engine alone.
    if (!before) void this.refresh();
  }

  /** Notes that a person has read up to an offset. */
  setRead(conversation: string, identity: string, offset: number): void {
    const record = this.#records.value.get(conversation);
    if (record) this.#put(withReceipt(record, identity, offset));
  }

  /**
   * Notes the people of a group. A group without the local person is listed no more.
   *
   * @param name default: as before
   */
  setGroup(id: string, people: readonly string[], name?: string): void {
    if (!people.includes(this.#scope.identity.value!)) return this.#remove(id);
    const before = this.#records.value.get(id);
    const { newest = 0, last = null, at = this.#scope.engineTime() } = before ?? {};
    // A person who comes later has read everything.
    const members = new Map(people.map((each) => [each, before?.members.get(each) ?? newest]));
    this.#put({ id, name: name ?? before?.name, members, newest, last, at });
    // The receipts, and the messages of a group that was not listed, are known to the engine alone.
    void this.refresh();
  }

  /** Reads as many pages again as are shown. A read that is under way is followed by another one. */
  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    const { session } = this.#scope;
    try {
      while (this.#stale && !session.ended) await this.#readAgain();
    } catch (error) {
      this.#scope.fail(asUTDError(error, 'network', attempted));
    } finally {
      this.#refreshing = false;
    }
  }

  /** Reads the next page. Concurrent calls share one read. */
  load(): Promise<boolean> {
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  async #load(): Promise<boolean> {
    const before = this.#next.value;
    if (before === null) return false;
    const { conversations, next } = await this.#page(before);
    // A refresh has changed the end of the list meanwhile.
    if (this.#next.value !== before) return this.more.get();
    this.#scope.batch(() => {
      this.#next.value = next;
      this.#takeRows(conversations, this.#records.value);
    });
    return next !== null;
  }

  async #readAgain(): Promise<void> {
    this.#stale = false;
    this.#touched = new Set();
    const { size } = this.#records.value;
    const rows: Conversation[] = [];
    let next: string | null = null;
    do {
      const answer = await this.#page(next);
      rows.push(...answer.conversations);
      next = answer.conversations.length ? answer.next : null;
    } while (next !== null && rows.length < size);
    // A group has changed meanwhile, so that the rows may be of before.
    if (this.#stale) return;
    this.#scope.batch(() => {
      this.#next.value = next;
      const before = this.#records.value;
      this.#takeRows(rows, new Map([...before].filter(([id]) => this.#touched.has(id))), before);
    });
  }

  #page(before: string | null) {
    return this.#scope.request('conv.list', { limit: page, ...(before !== null && { before }) }, attempted);
  }

  /** Adds rows to the records that are kept. */
  #takeRows(rows: readonly Conversation[], kept: Records, before = kept): void {
    const me = this.#scope.identity.value!;
    const records = new Map(kept);
    this.#deps.names.learn(rows.flatMap(({ last }) => last ?? []));
    for (const row of rows) {
      const { conversation, last } = row;
      const record = fromRow(row, last && toDirectMessage(last, me), before.get(conversation));
      records.set(conversation, record);
    }
    this.#records.value = records;
    for (const { conversation } of rows) this.#deps.announce(conversation, records.get(conversation)!.newest);
  }

  #remove(id: string): void {
    const records = new Map(this.#records.value);
    records.delete(id);
    this.#records.value = records;
    if (this.#refreshing) this.#stale = true;
  }

  #put(record: ConversationRecord): void {
    this.#touched.add(record.id);
    this.#records.value = new Map(this.#records.value).set(record.id, record);
  }

  #items(): readonly ConversationItem[] {
    const me = this.#scope.identity.get();
    if (me === null) return [];
    const { names, typing } = this.#deps;
    const typists = typing.typists.get();
    const records = [...this.#records.get().values()].sort((a, b) => b.at - a.at);
    const now = records.map((each) =>
      toItem(each, { me, typing: typists.get(each.id) ?? [], nameOf: (identity) => names.of(identity) }),
    );
    return (this.#shown = keepUnchanged(this.#shown, now, ({ id }) => id));
  }
}
