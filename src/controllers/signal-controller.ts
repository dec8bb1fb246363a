import type { UTDStreamError } from '../errors/errors.ts';
import type { SignalEvents } from '../model/events.ts';
import type {
  Conversation,
  ConversationItem,
  DirectMessage,
  HistoryPage,
  IncomingCall,
  MessageContent,
  MessageRecipient,
  PresenceStatus,
  SignalEnded,
  SignalOptions,
  SignalState,
} from '../model/signalling.ts';
import { browserSignalPlatform, type SignalPlatform } from '../platform/signal-platform.ts';
import type { CallFrame } from '../protocol/call/call-frames.ts';
import { directConversation } from '../protocol/signalling/conversation.ts';
import { memoized } from '../reactive/memoized.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { Conversations } from '../signalling/conversations.ts';
import { IncomingCalls } from '../signalling/incoming-calls.ts';
import { addressOf } from '../signalling/message-address.ts';
import { Presence } from '../signalling/presence.ts';
import { SignalConnection } from '../signalling/signal-connection.ts';
import { SignalConversation } from '../signalling/signal-conversation.ts';
import { SignalScope } from '../signalling/signal-scope.ts';
import { EventController } from './event-controller.ts';
import type { LitHost } from './lit-host.ts';

/**
 * The signalling plane of a person: who is online, direct and group messages, and incoming calls. It is also a Lit
 * reactive controller. With a Lit host the connection ends when the host leaves the page.
 *
 * @example
 * ```ts
 * const signal = new SignalController(null, { tokenUrl: '/signal-token' });
 * signal.on('message', ({ name, text }) => console.log(name, text));
 * await signal.connect();
 * await signal.sendMessage({ toIdentity: 'ben', content: { text: 'Good evening' } });
 * ```
 */
export class SignalController extends EventController<SignalEvents> {
  readonly #scope: SignalScope;
  readonly #connection: SignalConnection;
  readonly #presence: Presence;
  readonly #conversations: Conversations;
  readonly #calls: IncomingCalls;
  /** The state of the connection. */
  readonly state: ReadonlySignal<SignalState>;
  /** The end of the last connection; `null` before it. */
  readonly ended: ReadonlySignal<SignalEnded | null>;
  /** The identity of the local person; `null` before the engine has named it. */
  readonly identity: ReadonlySignal<string | null>;
  /** The status of watched people. A person whom the local person may not watch is not in the map. */
  readonly presence: ReadonlySignal<ReadonlyMap<string, PresenceStatus>>;
  /** The newest conversation first. Connecting brings the newest 50. */
  readonly conversations: ReadonlySignal<readonly ConversationItem[]>;
  /** Whether `loadConversations` may bring more. */
  readonly moreConversations: ReadonlySignal<boolean>;
  /** The call that rings; of several, the one that has rung for the longest. */
  readonly incoming: ReadonlySignal<IncomingCall | null>;

  /**
   * @param host re-rendered after each event; `null` in plain JavaScript.
   * @param options a function is called anew at each connect and reconnect.
   * @param platform default: the browser
   */
  constructor(
    host: LitHost,
    options: SignalOptions | (() => SignalOptions),
    platform: SignalPlatform = browserSignalPlatform(),
  ) {
    const optionsNow = typeof options === 'function' ? options : () => options;
    const scope = new SignalScope(platform.clock, () => optionsNow().logger);
    super(platform.clock, scope.emitter);
    const presence = new Presence(scope, () => optionsNow().status);
    const conversations = new Conversations(scope);
    scope.features.push(presence, conversations);
    this.#scope = scope;
    this.#presence = presence;
    this.#conversations = conversations;
    this.#calls = new IncomingCalls(scope);
    this.#connection = new SignalConnection(scope, {
      platform,
      options: optionsNow,
      auth: (token) => {
        const auth = { token, status: presence.status };
        // Nothing has been missed before the first connect.
        return scope.identity.value === null ? auth : { ...auth, resume: conversations.resume(auth) };
      },
    });
    this.state = scope.state.readonly;
    this.ended = scope.ended.readonly;
    this.identity = scope.identity.readonly;
    this.presence = presence.all;
    this.conversations = conversations.list.items;
    this.moreConversations = conversations.list.more;
    this.incoming = this.#calls.first;
    this.attach(host);
  }

  /**
   * The status of a person; `undefined` while the person is not watched, or may not be.
   */
  presenceOf(identity: string): ReadonlySignal<PresenceStatus | undefined> {
    return this.#presence.of(identity);
  }

  /**
   * A conversation by its id. The same id gives the same object.
   *
   * @param id `dm~…` or `group~…`, as in `conversations`
   */
  readonly conversation = memoized(
    (id: string): Conversation => new SignalConversation(this.#scope, this.#conversations, id),
  );

  /**
   * The direct conversation with a person. The same person gives the same object.
   *
   * @throws {UTDStreamError} `not_joined` before the engine has named the local person
   */
  direct(identity: string): Conversation {
    return this.conversation(directConversation(this.#scope.me(`write to '${identity}'`), identity));
  }

  /**
   * Connects. Resolves when connected. A second call while connecting or connected gives the promise of the first. A
   * connection that is lost is made again, with fresh credentials, until `disconnect` or a refusal.
   *
   * @throws {UTDStreamError} `invalid_request`, `unauthenticated`, `forbidden`, `network`, `timeout`, `cancelled` where
   *   `disconnect` came first …
   */
  connect(): Promise<void> {
    return this.#connection.connect();
  }

  /** Ends the connection. The local person is offline at once, where no other device is connected. */
  disconnect(): Promise<void> {
    return this.#connection.disconnect();
  }

  /**
   * Watches the status of people, in addition to those who are watched already. The engine tells the status of people
   * who share a room, a group or a conversation with the local person; an app may open presence to all.
   *
   * @param identities 1,000 watched people are the most
   * @returns stops watching
   * @throws {UTDStreamError} `invalid_request`
   */
  subscribePresence(identities: readonly string[]): () => void {
    return this.#presence.subscribe(identities);
  }

  /** Sets the status of this device, also for later connections. Resolves when the engine has taken it. */
  setPresence(status: PresenceStatus): Promise<void> {
    return this.#presence.set(status);
  }

  /** Brings older conversations. Resolves to whether there are more still. */
  loadConversations(): Promise<boolean> {
    return this.#conversations.list.load();
  }

  /**
   * Sends a message. Resolves when the engine has taken it, which is shown from then on and not before. A message that is
   * sent in an outage, or not answered, is sent when the connection is back: once, and in order within its conversation.
   * Rejects after a minute of connection without an answer.
   *
   * @throws {UTDStreamError} `invalid_request` (its `field` is `toIdentity`, `toGroup`, `text`, `data` or `content`),
   *   `forbidden` where the person takes no messages from the local person, `not_found` for a group of others,
   *   `rate_limited`, `not_joined`, `cancelled` where `disconnect` came first …
   */
  async sendMessage(
    message: MessageRecipient & { readonly content: MessageContent },
  ): Promise<DirectMessage> {
    const attempted = `send a message to '${message.toIdentity ?? message.toGroup}'`;
    const address = addressOf(message, this.identity.get(), attempted);
    return this.#conversations.send(address, message.content, { attempted, dataField: 'data' });
  }

  /**
   * Reads messages of a conversation, without showing them in `Conversation.messages`.
   *
   * @param options.before an offset; without it the newest messages are read
   * @param options.limit 1–100. Default: 50.
   * @throws {UTDStreamError} `not_found`, `not_joined` …
   */
  history(
    id: string,
    options: { readonly before?: number; readonly limit?: number } = {},
  ): Promise<HistoryPage> {
    return this.#conversations.read(id, options);
  }

  /**
   * Makes a group of the local person and others. Resolves to the id of its conversation.
   *
   * @param group.name at most 64 characters
   * @param group.members at most 100 people
   * @throws {UTDStreamError} `invalid_request`, `forbidden` where one of them has blocked the local person …
   */
  createGroup(group: { readonly name: string; readonly members: readonly string[] }): Promise<string> {
    return this.#conversations.createGroup(group.name, group.members);
  }

  /**
   * Adds people to a group and removes others. The creator alone may, but a member may remove themselves. Resolves to the
   * members.
   *
   * @throws {UTDStreamError} `forbidden`, `not_found`, `invalid_request` …
   */
  changeMembers(
    group: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<readonly string[]> {
    return this.#conversations.changeMembers(group, change);
  }

  /** Tells the others that the local person types, or has stopped. Repeated calls are sent every few seconds at most. */
  async typing(recipient: MessageRecipient, on: boolean): Promise<void> {
    const attempted = `tell '${recipient.toIdentity ?? recipient.toGroup}' that you are typing`;
    const me = this.#scope.me(attempted);
    const address = addressOf(recipient, me, attempted);
    const id = 'to' in address ? directConversation(me, address.to) : address.group;
    await this.#conversations.sendTyping(address, id, on);
  }

  /**
   * Marks the messages of a conversation as read.
   *
   * @param offset the last message that was read. Default: the last that has arrived.
   */
  markRead(id: string, offset?: number): Promise<void> {
    return this.#conversations.markRead(id, offset);
  }

  /** Blocks a person, or lifts the block: no direct messages, no typing, no presence. */
  block(identity: string, on: boolean): Promise<void> {
    return this.#conversations.block(identity, on);
  }

  /**
   * Listens to every frame about calls, as the engine sends it.
   *
   * @returns removes the listener
   */
  onCall(listener: (frame: CallFrame) => void): () => void {
    return this.#calls.onCall(listener);
  }

  fail(error: UTDStreamError): void {
    this.#scope.fail(error);
  }

  protected hostGone(): void {
    void this.disconnect();
  }
}
