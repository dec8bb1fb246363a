import { UTDStreamError } from '../errors/errors.ts';
import type { SessionEvents } from '../model/events.ts';
import type { SessionOptions, Takeover } from '../model/options.ts';
import { browserPlatform, type Platform } from '../platform/platform.ts';
import type { Attributes } from '../protocol/names.ts';
import type { Product } from '../protocol/product.ts';
import type { Role } from '../protocol/role.ts';
import type { Emitter, EventHandler } from '../reactive/emitter.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { watch } from '../reactive/watch.ts';
import type { Chat } from '../session/chat/chat.ts';
import { chatRules, type ChatRules } from '../session/chat/chat-rules.ts';
import type { DataMessages } from '../session/chat/data-messages.ts';
import type { PeerChat } from '../session/chat/peer-chat.ts';
import type { Connection } from '../session/connection/connection.ts';
import type { Layout } from '../session/connection/join-request.ts';
import type { Allowed } from '../session/core/allowed.ts';
import { SessionCore } from '../session/core/session-core.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import { moderationRules, type ModerationRules } from '../session/moderation/moderation-rules.ts';
import type { Moderation } from '../session/moderation/moderation.ts';
import type { Participants } from '../session/participants/participants.ts';
import type { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import { composeSession } from './compose-session.ts';
import { sessionRules, type SessionRules } from './session-rules.ts';
import { LitHosted, type LitHost } from './lit-host.ts';

/** The rules of every session. */
export type SharedRules = SessionRules & ChatRules & ModerationRules;

/**
 * A live session, which is also a Lit reactive controller. With a Lit host the session re-renders the host after each
 * event, and leaves when the host leaves the page. With `null` the session runs in plain JavaScript and in Node.
 */
export abstract class SessionController<
  E extends SessionEvents = SessionEvents,
  O extends SessionOptions = SessionOptions,
> extends LitHosted {
  readonly connection: Connection;
  readonly media: LocalMedia;
  readonly audio: RemoteAudio;
  readonly participants: Participants;
  readonly chat: Chat;
  readonly data: DataMessages;
  readonly moderation: Moderation;
  /** Whether an operation is possible now, and the reason where it is not. */
  abstract readonly allowed: Allowed<SharedRules>;
  protected readonly scope: SessionCore;
  protected readonly options: () => O;
  readonly #peers: PeerChat;
  readonly #emitter: Emitter<E>;
  /** The identity of the local participant; `null` before the engine has named it. */
  readonly identity: ReadonlySignal<string | null>;

  /**
   * @param host re-rendered after each event; `null` in plain JavaScript.
   * @param options a function is called anew at each join.
   * @param platform default: the browser
   */
  constructor(host: LitHost, options: O | (() => O), platform: Platform = browserPlatform()) {
    super(platform.clock);
    this.options = typeof options === 'function' ? options : () => options;
    this.scope = new SessionCore(platform.clock, () => this.options().roomName);
    // The emitter of the scope knows the whole catalogue, of which a product emits its part.
    this.#emitter = this.scope.emitter as unknown as Emitter<E>;
    const session = composeSession(this.scope, platform, this.options);
    this.identity = this.scope.identity.readonly;
    this.participants = session.participants;
    this.audio = session.audio;
    this.media = session.media;
    this.chat = session.chat;
    this.data = session.data;
    this.connection = session.connection;
    this.moderation = session.moderation;
    this.#peers = session.peers;
    if (host) this.scope.emitter.onAny(() => host.requestUpdate());
    // Last: a connected host calls `hostConnected` from here, before the fields of a subclass exist.
    host?.addController(this);
  }

  /** The role of the local participant. */
  get role(): ReadonlySignal<Role> {
    return this.participants.role;
  }

  get roomName(): string {
    return this.options().roomName;
  }

  /**
   * Listens to an event.
   *
   * @returns removes the listener
   */
  on<K extends keyof E & string>(event: K, listener: (detail: E[K]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Takes an object with `onSeatUpdate` and the like. A second object replaces the first, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#emitter.setEventHandler(handler);
  }

  /**
   * Dispatches every event as a `CustomEvent` on `target`: `utd-seat-update` and the like.
   *
   * @returns stops the dispatch
   */
  forwardTo(target: EventTarget): () => void {
    return this.#emitter.forwardTo(target);
  }

  /**
   * Runs `effect` now, and again a microtask after a signal that the effect has read changes. The effect must not write
   * signals.
   *
   * @returns stops the effect
   */
  watch(effect: () => void): () => void {
    return watch(effect);
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
    this.scope.fail(error);
  }

  protected enter(type: Product, layout: (options: O) => Layout, takeover?: Takeover): Promise<void> {
    const options = this.options();
    return this.connection.join({ options, type, layout: layout(options), takeover });
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
