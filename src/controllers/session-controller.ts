import { openEdge, type Edge } from '../edge/edge.ts';
import { UTDStreamError } from '../errors.ts';
import type { SessionEvents } from '../events.ts';
import { credentialsOf, type SessionOptions } from '../options.ts';
import { AudioOutput } from '../parts/audio-output.ts';
import { Connection } from '../parts/connection.ts';
import { joiningOf, type Layout } from '../parts/joining.ts';
import { Media } from '../parts/media.ts';
import { OpenScope } from '../parts/open-scope.ts';
import { Participants } from '../parts/participants.ts';
import { RoomReader } from '../parts/room-reader.ts';
import { sessionRules } from '../parts/session-rules.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { Attributes } from '../protocol/names.ts';
import { mayDo } from '../protocol/policy.ts';
import type { Product } from '../protocol/product.ts';
import type { Role } from '../protocol/role.ts';
import type { EventHandler } from '../reactive/event-names.ts';
import type { Hub } from '../reactive/hub.ts';
import type { View } from '../reactive/signal.ts';
import { watch } from '../reactive/watch.ts';
import { Hosted, type Host } from './hosted.ts';
import { sessionParts } from './session-parts.ts';

/** What a kind of session says of a person, by its own rules (a seat, a stage, a call leg). */
export interface Standing {
  /** May be heard just now. */
  audible(identity: string): boolean;
  /** Was muted by a moderator. */
  silenced(identity: string): boolean;
  /** Why I would not be heard, if so. */
  refused(): ErrorCode | null;
}

/**
 * A live session, which is also a Lit reactive controller. With a host it re-renders the host when
 * something changed and leaves when the host goes; with `null` it runs in plain JavaScript. It
 * exists before joining and survives re-joining.
 */
export abstract class SessionController<
  E extends SessionEvents = SessionEvents,
  O extends SessionOptions = SessionOptions,
> extends Hosted {
  readonly connection: Connection;
  readonly media: Media;
  readonly audio: AudioOutput;
  readonly participants: Participants;
  protected readonly scope: OpenScope;
  protected readonly options: () => O;
  readonly #edge: Edge;
  readonly #hub: Hub<E>;

  /** Who I am here; `null` before the engine has said so. */
  readonly identity: View<string | null>;

  /**
   * @param host re-rendered after each event; `null` in plain JavaScript.
   * @param options a function is read anew at each join.
   * @param edge the world; the real one unless a test hands in another.
   */
  constructor(host: Host, options: O | (() => O), edge: Edge = openEdge()) {
    super(edge.clock);
    this.#edge = edge;
    this.options = typeof options === 'function' ? options : () => options;
    this.scope = new OpenScope(
      edge,
      () => this.options().roomName,
      () => this.settle(),
    );
    // The scope's hub knows the whole catalogue, of which a kind of session shows its part.
    this.#hub = this.scope.hub as unknown as Hub<E>;
    const reader = new RoomReader(this.scope, () => credentialsOf(this.options()).logger);
    const standing: Standing = {
      audible: (identity) => this.standing.audible(identity),
      silenced: (identity) => this.standing.silenced(identity),
      refused: () => this.standing.refused(),
    };
    const identity = this.scope.quiet<string | null>(null);
    this.identity = identity.view;
    const participants = new Participants(this.scope, standing);
    const audio = new AudioOutput(this.scope, { ...edge, ...standing });
    const media = new Media(this.scope, {
      devices: edge.devices,
      transport: () => this.connection.transport,
      refused: standing.refused,
      // The grant's own time limit speaks for a read that failed.
      reread: () => reader.reread().catch(() => {}),
      capturing: () => void audio.enable(),
    });
    const wired = { scope: this.scope, participants, audio, media, reader, identity };
    this.connection = new Connection(
      this.scope,
      edge,
      sessionParts({ ...wired, connection: () => this.connection }),
    );
    this.participants = participants;
    this.audio = audio;
    this.media = media;
    if (host) this.scope.hub.onAny(() => host.requestUpdate());
    // Last: a connected host calls `hostConnected` from here, before a subclass has its fields.
    host?.addController(this);
  }

  /** My role in the room. */
  get role(): View<Role> {
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
  async end(): Promise<void> {
    await this.scope.call('endRoom', { attempted: `end ${this.scope.room}` });
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

  protected enter(type: Product, layout: (options: O) => Layout): Promise<void> {
    const options = this.options();
    try {
      return this.connection.join(joiningOf(options, type, layout(options), this.#edge.proofFrom));
    } catch (error) {
      return Promise.reject(error); // bad input rejects like everything else
    }
  }

  /** The kind's own rules. */
  protected abstract readonly standing: Standing;

  /** Lets each part follow the others. Called inside the batch of each change. */
  protected settle(): void {
    this.participants.settle();
    this.audio.settle();
    const me = this.identity.get();
    if (me && !this.standing.audible(me)) this.media.revoke();
  }

  protected hostGone(): void {
    void this.leave();
  }

  /** What holds in every session of what is possible now. */
  protected rules() {
    return sessionRules({
      state: () => this.connection.state.get(),
      micEnabled: () => this.media.micEnabled.get(),
      refused: () => this.standing.refused(),
      may: (operation) => {
        const cell = mayDo(operation, this.role.get());
        return cell === 'yes' ? null : cell;
      },
    });
  }
}
