import { browserPlatform, type Platform } from '../platform/platform.ts';
import { UTDStreamError } from '../errors/errors.ts';
import type { SessionEvents } from '../model/events.ts';
import type { SessionOptions, Takeover } from '../model/options.ts';
import type { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import type { Chat } from '../session/chat/chat.ts';
import type { Connection } from '../session/connection/connection.ts';
import type { Data } from '../session/chat/data.ts';
import { endRoom } from './end-room.ts';
import type { Layout } from '../session/connection/join-request.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import type { Moderation } from '../session/moderation/moderation.ts';
import { SessionCore } from '../session/core/session-core.ts';
import type { Participants } from '../session/participants/participants.ts';
import { sessionRules } from './session-rules.ts';
import type { Attributes } from '../protocol/names.ts';
import type { Product } from '../protocol/product.ts';
import type { Role } from '../protocol/role.ts';
import type { EventHandler } from '../reactive/event-names.ts';
import type { Emitter } from '../reactive/emitter.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { watch } from '../reactive/watch.ts';
import { LitHosted, type LitHost } from './lit-host.ts';
import { sessionParts } from './compose-session.ts';
import type { RoomPolicy } from './room-policy.ts';

/**
 * A live session, which is also a Lit reactive controller. With a host it re-renders the host when
 * something changed and leaves when the host goes; with `null` it runs in plain JavaScript.
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
  readonly data: Data;
  readonly moderation: Moderation;
  protected readonly scope: SessionCore;
  protected readonly options: () => O;
  readonly #hub: Emitter<E>;
  /** Who I am here; `null` before the engine has said so. */
  readonly identity: ReadonlySignal<string | null>;

  /**
   * @param host re-rendered after each event; `null` in plain JavaScript.
   * @param options a function is read anew at each join.
   * @param edge the world; the real one unless a test hands in another.
   */
  constructor(host: LitHost, options: O | (() => O), edge: Platform = browserPlatform()) {
    super(edge.clock);
    this.options = typeof options === 'function' ? options : () => options;
    this.scope = new SessionCore(
      edge,
      () => this.options().roomName,
      () => this.settle(),
    );
    // The scope's hub knows the whole catalogue, of which a kind of session shows its part.
    this.#hub = this.scope.emitter as unknown as Emitter<E>;
    const parts = sessionParts(this.scope, edge, () => this.standing, this.options);
    this.identity = parts.identity.readonly;
    this.participants = parts.participants;
    this.audio = parts.audio;
    this.media = parts.media;
    this.chat = parts.chat;
    this.data = parts.data;
    this.connection = parts.connection;
    this.moderation = parts.moderation;
    if (host) this.scope.emitter.onAny(() => host.requestUpdate());
    // Last: a connected host calls `hostConnected` from here, before a subclass has its fields.
    host?.addController(this);
  }

  /** My role in the room. */
  get role(): ReadonlySignal<Role> {
    return this.participants.role;
  }

  get roomName(): string {
    return this.options().roomName;
  }

  /** Hears one event. What it returns stops it. */
  on<K extends keyof E & string>(event: K, listener: (detail: E[K]) => void): () => void {
    return this.#hub.on(event, listener);
  }

  /** Hears every event: an object with `onSeatUpdate` and the like. The second replaces the first, `null` removes it. */
  setEventHandler(handler: EventHandler<E> | null): void {
    this.#hub.setEventHandler(handler);
  }

  /** Every event as a `CustomEvent` on `target`: `utd-seat-update` and the like. What it returns stops it. */
  forwardTo(target: EventTarget): () => void {
    return this.#hub.forwardTo(target);
  }

  /** Runs `effect` now, and a microtask after anything that it read has changed. What it returns stops it. */
  watch(effect: () => void): () => void {
    return watch(effect);
  }

  /** Ends my session. Seat and microphone are given back; everything is put away when it resolves. */
  leave(): Promise<void> {
    return this.connection.leave(`leave ${this.scope.room}`);
  }

  /** Ends the room for everybody. The host only. */
  end(): Promise<void> {
    return endRoom(this.scope);
  }

  /**
   * Changes how the others see me.
   *
   * @param me what is not given stays; `avatar: null` removes it.
   */
  async updateMe(me: { name?: string; avatar?: string | null; attributes?: Attributes }): Promise<void> {
    await this.scope.call('updateMe', { attempted: `change my name in ${this.scope.room}`, body: me });
  }

  /** Reports what happened on somebody's behalf: a command, a join by markup. */
  fail(error: UTDStreamError): void {
    this.scope.fail(error);
  }

  protected enter(type: Product, layout: (options: O) => Layout, takeover?: Takeover): Promise<void> {
    const options = this.options();
    return this.connection.join({ options, type, layout: layout(options), takeover });
  }

  protected abstract readonly standing: RoomPolicy;

  /** Lets each part follow the others. Called inside the batch of each change. */
  protected settle(): void {
    this.participants.settle();
    this.audio.settle();
  }

  protected hostGone(): void {
    void this.leave();
  }

  protected rules() {
    return sessionRules(this, (source) => this.standing.refused(source));
  }
}
