import type { Platform } from '../../platform/platform.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import { farewell } from '../../errors/translations.ts';
import type { ExitReason } from '../../protocol/exit.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { computed, Signal, type ReadonlySignal } from '../../reactive/signal.ts';
import type {
  ConnectionQuality,
  QualityReason,
  ConnectionState,
  Ended,
  ForceExit,
} from '../../model/shapes.ts';
import { ConnectionQualityReason } from './connection-quality.ts';
import { transitions } from './connection-states.ts';
import type { Entrance, SessionParts } from '../../controllers/entrance.ts';
import type { EndDetails } from './session-end.ts';
import type { JoinRequest } from './join-request.ts';
import type { SessionCore } from '../core/session-core.ts';

/** Once it is there nothing is awaited for it. */
let loaded: typeof import('../../controllers/entrance.ts') | undefined;

/** Joins, leaves, and ends a session: the one writer of its state. */
export class Connection {
  readonly #scope: SessionCore;
  readonly #edge: Platform;
  readonly #parts: SessionParts;
  readonly #state;
  readonly #ended = new Signal.State<Ended | null>(null);
  #entrance: Entrance | undefined;
  #joined: Promise<void> = Promise.resolve();
  #closed: Promise<void> = Promise.resolve();

  constructor(scope: SessionCore, edge: Platform, parts: SessionParts) {
    this.#scope = scope;
    this.#edge = edge;
    this.#parts = parts;
    this.#state = scope.lasting('connectionStateChanged', 'disconnected');
    this.state = this.#state.readonly;
    this.connected = computed(() => this.state.get() === 'connected');
    this.quality = computed(() => (this.state.get() === 'reconnecting' ? 'lost' : parts.quality()));
    const reasons = new ConnectionQualityReason(scope, {
      quality: this.quality,
      online: edge.page.online,
      trouble: async () => (await this.loaded?.link.transport?.trouble()) ?? null,
    });
    this.qualityReason = reasons.view;
    this.follow = () => reasons.follow();
    scope.onState((state) => state.closed && this.exit('room_closed'));
  }

  readonly state: ReadonlySignal<ConnectionState>;
  readonly connected: ReadonlySignal<boolean>;
  /** How well I am connected: `lost` in an outage, `unknown` until it was measured. */
  readonly quality: ReadonlySignal<ConnectionQuality>;
  /** Why `quality` is `poor` or `lost`; else `null`. */
  readonly qualityReason: ReadonlySignal<QualityReason | null>;
  readonly follow: () => void;
  /** How the last session ended; `null` before and during one. */
  readonly ended: ReadonlySignal<Ended | null> = { get: () => this.#ended.get() };

  /** @internal What the first join has loaded. */
  get loaded(): Entrance | undefined {
    return this.#entrance;
  }

  /** One join at a time: who asks again while joining or joined gets the same answer. */
  join(asked: JoinRequest): Promise<void> {
    if (this.#scope.session.ended) {
      this.#joined = this.#join(asked);
      // Whoever asked hears of the failure; a second asker must not be needed for it.
      this.#joined.catch(() => {});
    }
    return this.#joined;
  }

  /** Comes back from an outage now, and not only when the next try is due; else reads the room anew. */
  retry = async (): Promise<void> =>
    this.connected.get() ? this.#entrance?.reread() : this.#entrance?.recovery.hasten();

  /** Ends the session. Everything is put away when it resolves, and the engine has been told. */
  leave(attempted: string): Promise<void> {
    const { session, accessToken: ticket } = this.#scope;
    if (session.ended) return this.#closed;
    const told = ticket?.leave(attempted);
    const left = { why: 'left', message: farewell(this.#scope.room) } as const;
    const closed = this.#close(new UTDStreamError('cancelled', 'go on', { happened: 'you left' }), left);
    return (this.#closed = Promise.all([closed, told]).then(() => {}));
  }

  /** The engine ended the session: told once, and last. */
  exit(why: ExitReason, told: EndDetails = {}): void {
    if (this.#scope.session.ended) return;
    const exit = this.#entrance!.exits.of(why, told); // nobody tells of an end before the entrance is there
    const { message, error } = exit;
    // While joining it is a refusal, and the join rejects with it.
    if (this.#state.value === 'connecting') return void this.#close(error, { why: 'failed', message, error });
    void this.#close(error, { why, message, error }, exit);
  }

  async #join(asked: JoinRequest): Promise<void> {
    const session = (this.#scope.session = new Lifetime());
    this.#scope.emitter.batch(() => {
      this.#ended.set(null);
      this.#move('connecting');
    });
    try {
      await session.waitFor(this.#closed);
      const entrance = this.#entrance ?? (await session.waitFor(this.#load()));
      await entrance.join(asked);
      session.signal.throwIfAborted();
      this.#move('connected');
    } catch (cause) {
      const error = asUTDError(cause, 'connect_failed', `join ${this.#scope.room}`);
      if (!session.ended) void this.#close(error, { why: 'failed', message: error.message, error });
      throw error;
    }
    // Right after each connect: what only I may see, and what happened since the mint.
    this.#scope.refetch();
  }

  async #load(): Promise<Entrance> {
    this.#edge.warm();
    loaded ??= await import('../../controllers/entrance.ts');
    // Once, also where a join was called off while this was loaded: each would hear everything again.
    return (this.#entrance ??= new loaded.Entrance(this.#scope, this.#edge, this.#parts, {
      up: () => this.#state.value === 'connected',
      lost: () => this.#move('reconnecting'),
      back: () => this.#move('connected'),
      exit: (why, told) => this.exit(why, told),
    }));
  }

  #close(error: UTDStreamError, ended: Ended, forceExit?: ForceExit): Promise<void> {
    const scope = this.#scope;
    scope.emitter.batch(() => {
      this.#closed = scope.session.end(error);
      scope.reset();
      this.#parts.clear();
      this.#ended.set(ended);
      this.#move(forceExit ? 'forceExit' : 'disconnected');
      scope.emit('report', scope.reporter.report(ended.why));
      if (forceExit) scope.emit('forceExit', forceExit);
    });
    return this.#closed;
  }

  #move(to: ConnectionState): void {
    const from = this.#state.value;
    if (!transitions[from].includes(to)) throw new Error(`A connection cannot go from ${from} to ${to}.`);
    this.#state.value = to;
    this.#scope.reporter.state(to);
  }
}
