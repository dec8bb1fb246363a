import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import { farewell } from '../../errors/translations.ts';
import { credentialsOf } from '../../model/options.ts';
import type {
  ConnectionQuality,
  ConnectionState,
  Ended,
  ForceExit,
  QualityReason,
} from '../../model/session-state.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ExitReason } from '../../protocol/exit.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { computed, Signal, type ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionCore } from '../core/session-core.ts';
import { callHook, type SessionFeature } from '../core/session-feature.ts';
import { roomEndpoints } from '../../protocol/rest/room-endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { RoomStateReader, type PeerMessages } from '../room-state/room-state-reader.ts';
import { AccessToken } from './access-token.ts';
import { ConnectionQualityReason } from './connection-quality.ts';
import { toMintRequest, type JoinRequest } from './join-request.ts';
import { MediaConnection } from './media-connection.ts';
import { Reconnect } from './reconnect.ts';
import { SessionEnd, type EndDetails } from './session-end.ts';

/** The states that a connection may go to, from each state. */
export const transitions: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  disconnected: ['connecting'],
  connecting: ['connected', 'disconnected'],
  connected: ['reconnecting', 'disconnected', 'forceExit'],
  reconnecting: ['connected', 'disconnected', 'forceExit'],
  forceExit: ['connecting'],
};

/** Features of the session that the connection uses. */
interface ConnectionDeps {
  /** The quality of the local participant's connection, as the media server measures it. */
  readonly quality: ReadonlySignal<ConnectionQuality>;
  /** The chat that participants carry themselves, where the engine has none. */
  readonly peers: PeerMessages;
}

/** Joins, leaves, and ends a session. No other class writes the state of the session. */
export class Connection implements SessionFeature {
  readonly #scope: SessionCore;
  readonly #platform: Platform;
  readonly #ended = new Signal.State<Ended | null>(null);
  readonly #reader: RoomStateReader;
  readonly #media: MediaConnection;
  readonly #reconnect: Reconnect;
  readonly #end: SessionEnd;
  #request: JoinRequest | undefined;
  #joined: Promise<void> = Promise.resolve();
  #closed: Promise<void> = Promise.resolve();

  constructor(scope: SessionCore, platform: Platform, { quality, peers }: ConnectionDeps) {
    this.#scope = scope;
    this.#platform = platform;
    this.#reader = new RoomStateReader(
      scope,
      peers,
      () => this.#request && credentialsOf(this.#request.options).logger,
    );
    this.state = scope.connectionState.readonly;
    this.connected = scope.connected;
    this.quality = computed(() => (this.state.get() === 'reconnecting' ? 'lost' : quality.get()));
    const reason = new ConnectionQualityReason(scope, {
      quality: this.quality,
      online: platform.page.online,
      trouble: async () => (await scope.transport?.trouble()) ?? null,
    });
    this.qualityReason = reason.readonly;
    this.#end = new SessionEnd(scope, (why, details) => this.#exit(why, details));
    this.#reconnect = new Reconnect(scope, platform.page, {
      lost: () => this.#move('reconnecting'),
      back: () => this.#move('connected'),
      connect: (answer) => this.#media.connect(answer),
      admit: (answer) => this.#admit(answer),
      exit: (why, details) => this.#exit(why, details),
    });
    this.#media = new MediaConnection(scope, platform, this.#reconnect);
    scope.features.push(reason, this.#end, this.#reader, this);
  }

  readonly state: ReadonlySignal<ConnectionState>;
  readonly connected: ReadonlySignal<boolean>;
  /** The quality of the local participant's connection: `lost` in an outage, `unknown` before the first measurement. */
  readonly quality: ReadonlySignal<ConnectionQuality>;
  /** The cause where `quality` is `poor` or `lost`; else `null`. */
  readonly qualityReason: ReadonlySignal<QualityReason | null>;
  /** The end of the last session; `null` before the first session and during a session. */
  readonly ended: ReadonlySignal<Ended | null> = { get: () => this.#ended.get() };

  /** @internal Joins. A second call while joining or joined gives the promise of the first. */
  join(request: JoinRequest): Promise<void> {
    if (this.#scope.session.ended) {
      this.#joined = this.#join(request);
      // The first caller handles the failure; an unhandled rejection must not hang on a second caller.
      this.#joined.catch(() => {});
    }
    return this.#joined;
  }

  /** Reconnects now instead of at the next try; while connected, reads the room anew. */
  retry = async (): Promise<void> => (this.connected.get() ? this.#scope.read() : this.#reconnect.hasten());

  /**
   * @internal Ends the session. Resolves when everything is released and the engine has been told, at most a second
   *   later.
   */
  leave(attempted: string): Promise<void> {
    const { session, accessToken } = this.#scope;
    if (session.ended) return this.#closed;
    const notified = accessToken?.leave(attempted);
    const left = { why: 'left', message: farewell(this.#scope.room) } as const;
    const closed = this.#close(new UTDStreamError('cancelled', 'go on', { happened: 'you left' }), left);
    return (this.#closed = Promise.all([closed, notified]).then(() => {}));
  }

  /** @internal */
  handleState({ closed }: RoomState): void {
    if (closed) this.#exit('room_closed');
  }

  /** @internal Ends the session as the product says: the room has served its purpose, which is no force-exit. */
  finish(): void {
    this.#exit('room_closed');
  }

  /** The engine ended the session: announced once, and last. */
  #exit(why: ExitReason, details: EndDetails = {}): void {
    if (this.#scope.session.ended) return;
    const closing = why === 'room_closed' ? this.#scope.policy.closing?.() : undefined;
    if (closing) return void this.#close(closing.error, { why, ...closing });
    const exit = this.#end.describe(why, details);
    const { message, error } = exit;
    // While joining the end is a refusal, and the join rejects with it.
    if (this.state.get() === 'connecting') return void this.#close(error, { why: 'failed', message, error });
    void this.#close(error, { why, message, error }, exit);
  }

  async #join(request: JoinRequest): Promise<void> {
    const session = (this.#scope.session = new Lifetime());
    this.#request = request;
    this.#scope.batch(() => {
      this.#ended.set(null);
      this.#move('connecting');
      callHook(this.#scope.features, 'sessionStarts');
    });
    try {
      await session.waitFor(this.#closed);
      const answer = await this.#mint(session, request);
      session.signal.throwIfAborted();
      this.#scope.batch(() => this.#admit(answer));
      await this.#media.connectFirst(answer);
      session.signal.throwIfAborted();
      this.#move('connected');
    } catch (cause) {
      // An error of the JavaScript engine is a feature that the browser lacks, and no fault of the network.
      const code =
        cause instanceof TypeError || cause instanceof ReferenceError ? 'unsupported' : 'connect_failed';
      const error = asUTDError(cause, code, `join ${this.#scope.room}`);
      if (!session.ended) void this.#close(error, { why: 'failed', message: error.message, error });
      throw error;
    }
    // The mint's snapshot is older than the connection: the room is read once more.
    this.#scope.refetch();
  }

  /** Asks the engine to admit the participant, while livekit-client is loaded. */
  async #mint(session: Lifetime, request: JoinRequest): Promise<MintAnswer> {
    const { admission, type } = request;
    const mint = toMintRequest(request, this.#platform.identityProvider);
    const { address, body } = mint;
    const key = {
      engine: address.baseUrl,
      appId: address.appId,
      // A reload finds a call by its kind, as the id of the call is in no option.
      room: admission ? type : body.room_name,
      identity: body.identity,
    };
    const tab = await session.waitFor(this.#platform.storage.open(key, session.signal));
    session.signal.throwIfAborted();
    const api = this.#scope.reporter.counting(
      this.#platform.api(address, { ...roomEndpoints, ...request.endpoints }),
    );
    const accessToken = (this.#scope.accessToken = new AccessToken(api, this.#scope.clock, tab, mint));
    session.onEnd(() => (this.#scope.accessToken = undefined));
    const minted = admission?.ask ? accessToken.admit(admission.ask) : accessToken.mint(session.signal);
    // Behind the mint, which is on its way while livekit-client runs. Where the page has fetched that already, its
    // 50 ms would come first.
    const loaded = this.#media.load(mint.rtcConfig);
    const [answer] = await session.waitFor(Promise.all([minted, loaded]));
    if (admission) tab.entered(answer.room.room);
    return answer;
  }

  #admit(answer: MintAnswer): void {
    this.#scope.identity.value = answer.identity;
    callHook(this.#scope.features, 'admitted', answer);
    this.#reader.snapshot(answer.room);
  }

  #close(error: UTDStreamError, ended: Ended, forceExit?: ForceExit): Promise<void> {
    const scope = this.#scope;
    scope.batch(() => {
      this.#closed = scope.session.end(error);
      scope.reset();
      this.#ended.set(ended);
      this.#move(forceExit ? 'forceExit' : 'disconnected');
      scope.emit('report', scope.reporter.report(ended.why));
      if (forceExit) scope.emit('forceExit', forceExit);
    });
    return this.#closed;
  }

  #move(to: ConnectionState): void {
    const { connectionState, reporter } = this.#scope;
    const from = connectionState.value;
    if (!transitions[from].includes(to)) throw new Error(`A connection cannot go from ${from} to ${to}.`);
    connectionState.value = to;
    reporter.state(to);
  }
}
