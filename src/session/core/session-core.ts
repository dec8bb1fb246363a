import type { Platform } from '../../platform/platform.ts';
import type { Answer, Request } from '../../platform/engine-http/engine-api.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { UTDEvents } from '../../model/events.ts';
import type { Message, MessageName } from '../../protocol/data/messages.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { StateSignal } from '../../reactive/state-signal.ts';
import { Emitter } from '../../reactive/emitter.ts';
import type { Late } from '../../controllers/entrance.ts';
import type { SessionScope } from './session-scope.ts';
import { SessionReporter } from './session-report.ts';
import type { AccessToken } from '../connection/access-token.ts';

/** What is written changes no seat and nobody's standing, and comes a hundred times a second. */
const written: ReadonlySet<MessageName> = new Set(['roomChat', 'messageContent']);

const notJoined = () => new UTDStreamError('not_joined', 'go on');

/** The scope from the side of the session that opens it. */
export class SessionCore implements SessionScope {
  readonly emitter = new Emitter<UTDEvents>();
  readonly reporter: SessionReporter;
  readonly #cells: { reset(): void }[] = [];
  readonly #entering: ((late: Late) => void)[] = [];
  readonly #listeners: ((state: RoomState) => void)[] = [];
  readonly #handlers = new Map<MessageName, ((message: never) => void)[]>();
  readonly #edge: Platform;
  readonly #roomName: () => string;
  readonly #settled: () => void;
  session = Lifetime.endedWith(notJoined());
  mediaConnection = Lifetime.endedWith(notJoined());
  accessToken: AccessToken | undefined;
  /** Set by whoever reads the room. */
  read: () => Promise<void> = async () => {};

  /** @param settled called inside the batch of each change of the room. */
  constructor(edge: Platform, roomName: () => string, settled: () => void) {
    this.#edge = edge;
    this.reporter = new SessionReporter(edge.clock);
    this.#roomName = roomName;
    this.#settled = settled;
  }

  get clock() {
    return this.#edge.clock;
  }

  get room(): string {
    return `'${this.#roomName()}'`;
  }

  async call<N extends EndpointName>(name: N, request: Request): Promise<Answer<N>> {
    if (!this.accessToken) throw new UTDStreamError('not_joined', request.attempted);
    return this.accessToken.call(name, { signal: this.session.signal, ...request });
  }

  eventSignal<K extends keyof UTDEvents & string>(
    event: K,
    initial: UTDEvents[K],
  ): StateSignal<UTDEvents[K]> {
    return this.#keep(this.lasting(event, initial));
  }

  /** State that outlives the session. */
  lasting<K extends keyof UTDEvents & string>(event: K, initial: UTDEvents[K]): StateSignal<UTDEvents[K]> {
    return new StateSignal(initial, (value) => this.emitter.emit(event, value));
  }

  signal<T>(initial: T): StateSignal<T> {
    return this.#keep(new StateSignal(initial));
  }

  emit<K extends keyof UTDEvents & string>(event: K, detail: UTDEvents[K]): void {
    this.emitter.emit(event, detail);
  }

  fail(error: UTDStreamError): void {
    // What was called off has its own end, and is no failure.
    if (error.code !== 'cancelled') this.emit('error', error);
  }

  onEntrance(fn: (late: Late) => void): void {
    this.#entering.push(fn);
  }

  /** The first join has loaded these. */
  enter(late: Late): void {
    for (const each of this.#entering) each(late);
  }

  onState(fn: (state: RoomState) => void): void {
    this.#listeners.push(fn);
  }

  handle<N extends MessageName>(name: N, fn: (message: Message<N>) => void): void {
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), fn]);
  }

  /** Hands a message to those who handle it. */
  handleMessage(name: MessageName, message: Message): void {
    if (this.session.ended) return;
    const hear = () => {
      for (const handler of this.#handlers.get(name) ?? []) handler(message as never); // parsed by the schema of this name
    };
    if (written.has(name)) this.emitter.batch(hear);
    else this.change(hear);
  }

  refetch(): void {
    this.read().catch((error: unknown) => this.fail(asUTDError(error, 'network', `read ${this.room}`)));
  }

  apply(state: RoomState): void {
    if (this.session.ended) return;
    this.change(() => {
      for (const listener of this.#listeners) listener(state);
    });
  }

  change(fn: () => void): void {
    this.emitter.batch(() => {
      fn();
      this.#settled();
    });
  }

  reset(): void {
    for (const cell of this.#cells) cell.reset();
  }

  #keep<T extends { reset(): void }>(cell: T): T {
    this.#cells.push(cell);
    return cell;
  }
}
