import { UTDStreamError } from '../errors/errors.ts';
import type { SessionEvents } from '../model/events.ts';
import type { MediaOptions } from '../model/options.ts';
import { browserPlatform, type Platform } from '../platform/platform.ts';
import type { Attributes } from '../protocol/names.ts';
import type { Product } from '../protocol/product.ts';
import type { Role } from '../protocol/role.ts';
import type { Emitter } from '../reactive/emitter.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Chat } from '../session/chat/chat.ts';
import { chatRules, type ChatRules } from '../session/chat/chat-rules.ts';
import type { DataMessages } from '../session/chat/data-messages.ts';
import type { PeerChat } from '../session/chat/peer-chat.ts';
import type { Connection } from '../session/connection/connection.ts';
import type { JoinRequest } from '../session/connection/join-request.ts';
import type { Allowed } from '../session/core/allowed.ts';
import { SessionCore } from '../session/core/session-core.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import { moderationRules, type ModerationRules } from '../session/moderation/moderation-rules.ts';
import type { Moderation } from '../session/moderation/moderation.ts';
import type { Participants } from '../session/participants/participants.ts';
import type { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import { composeSession } from './compose-session.ts';
import { sessionRules, type SessionRules } from './session-rules.ts';
import { EventController } from './event-controller.ts';
import type { LitHost } from './lit-host.ts';

/** The rules of every session. */
export type SharedRules = SessionRules & ChatRules & ModerationRules;

/**
 * A live session, which is also a Lit reactive controller. With a Lit host the session re-renders the host after each
 * event, and leaves when the host leaves the page. With `null` the session runs in plain JavaScript and in Node.
 */
export abstract class SessionController<
  E extends SessionEvents = SessionEvents,
  O extends MediaOptions = MediaOptions,
> extends EventController<E> {
  readonly connection: Connection;
  readonly media: LocalMedia;
  readonly audio: RemoteAudio;
  readonly participants: Participants;
  readonly chat: Chat;
  readonly data: DataMessages;
  readonly moderation: Moderation;
  /** Whether an operation is possible now, and the reason where it is not. */
  abstract readonly allowed: Allowed<SharedRules>;
  /** The kind of the room. */
  abstract readonly product: Product;
  protected readonly scope: SessionCore;
  protected readonly options: () => O;
  readonly #peers: PeerChat;
  /** The identity of the local participant; `null` before the engine has named it. */
  readonly identity: ReadonlySignal<string | null>;

  /**
   * @param host re-rendered after each event; `null` in plain JavaScript.
   * @param options a function is called anew at each join.
   * @param platform default: the browser
   */
  constructor(host: LitHost, options: O | (() => O), platform: Platform = browserPlatform()) {
    const scope = new SessionCore(platform.clock);
    // The emitter of the scope knows the whole catalogue, of which a product emits its part.
    super(platform.clock, scope.emitter as unknown as Emitter<E>);
    this.options = typeof options === 'function' ? options : () => options;
    this.scope = scope;
    scope.describeRoom = () => this.place;
    const session = composeSession(scope, platform, {
      options: this.options,
      roomName: () => this.roomName,
      title: () => this.title,
    });
    this.identity = this.scope.identity.readonly;
    this.participants = session.participants;
    this.audio = session.audio;
    this.media = session.media;
    this.chat = session.chat;
    this.data = session.data;
    this.connection = session.connection;
    this.moderation = session.moderation;
    this.#peers = session.peers;
    // Last: a connected host calls `hostConnected` from here, before the fields of a subclass exist.
    this.attach(host);
  }

  /** The role of the local participant. */
  get role(): ReadonlySignal<Role> {
    return this.participants.role;
  }

  /** The name of the room. */
  abstract get roomName(): string;

  /** The name of the session on a lock screen. */
  protected get title(): string {
    return this.roomName;
  }

  /** The room in words, for messages. */
  protected get place(): string {
    return `'${this.roomName}'`;
  }

  /**
   * Ends this session. Resolves when seat, microphone and connection are released; the engine has a second to answer.
   */
  leave(): Promise<void> {
    return this.connection.leave(`leave ${this.scope.room}`);
  }

  /**
   * Ends the room for all participants. The host only.
   *
   * @throws {UTDStreamError} `owner_only`, `not_joined`, `network` …
   */
  async end(): Promise<void> {
    try {
      await this.scope.call('endRoom', { attempted: `end ${this.scope.room}` });
    } catch (error) {
      // The end of the room may arrive before the answer, and ends this session too.
      if (!(error instanceof UTDStreamError) || error.code !== 'room_closed') throw error;
    }
  }

  /**
   * Changes the local participant's name, picture and attributes, for all participants.
   *
   * @param me omitted fields stay as they are; `avatar: null` removes the picture
   * @throws {UTDStreamError} `invalid_request`, `not_joined`, `network` …
   */
  async updateMe(me: { name?: string; avatar?: string | null; attributes?: Attributes }): Promise<void> {
    await this.scope.call('updateMe', { attempted: `change my name in ${this.scope.room}`, body: me });
  }

  /** Emits an `error` event for a failure that no promise carries: a command, a join by markup. */
  fail(error: UTDStreamError): void {
    this.scope.emit('error', error);
  }

  protected enter({
    layout = {},
    ...request
  }: Pick<JoinRequest, 'endpoints'> & Partial<Omit<JoinRequest, 'options'>>): Promise<void> {
    return this.connection.join({ options: this.options(), type: this.product, layout, ...request });
  }

  /** The rules of every session, which a product completes by its own. */
  protected sharedRules() {
    return {
      ...sessionRules(this, (source) => this.scope.policy.refused(source)),
      ...chatRules(this, this.#peers),
      ...moderationRules(this),
    };
  }

  protected hostGone(): void {
    void this.leave();
  }
}
