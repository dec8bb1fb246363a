import type { SignalPlatform } from '../../../src/platform/signal-platform.ts';
import type {
  SignallingSocket,
  SocketEvents,
} from '../../../src/platform/signalling-socket/signalling-socket.ts';
import type { ClientFrameName } from '../../../src/protocol/signalling/client-frames.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePage } from './fake-page.ts';

/** A frame that a client has sent. */
export interface SentFrame {
  readonly t: ClientFrameName;
  readonly id?: string;
  readonly d: ReturnType<typeof JSON.parse>;
}

/** One socket of a client, from the side of the engine. */
export class FakeClientSocket implements SignallingSocket {
  readonly url: string;
  readonly frames: SentFrame[] = [];
  /** The code of the client's own close. */
  leftWith: number | undefined;
  /** Whether the token was accepted. */
  proven = false;
  readonly #events: SocketEvents;
  readonly #take: (socket: FakeClientSocket, frame: SentFrame) => void;
  #open = true;

  constructor(url: string, events: SocketEvents, take: (socket: FakeClientSocket, frame: SentFrame) => void) {
    this.url = url;
    this.#events = events;
    this.#take = take;
  }

  get open(): boolean {
    return this.#open;
  }

  /** The frames of a kind, without the pings where none is named. */
  sent = (t: ClientFrameName) => this.frames.filter((frame) => frame.t === t).map(({ d }) => d);

  opens(): void {
    if (this.#open) this.#events.opened();
  }

  send(text: string): void {
    const frame = JSON.parse(text) as SentFrame;
    this.frames.push(frame);
    this.#take(this, frame);
  }

  close(code: number): void {
    this.leftWith = code;
    this.#open = false;
  }

  push(t: string, d: object = {}, id?: string): void {
    this.raw(JSON.stringify({ t, ...(id !== undefined && { id }), d }));
  }

  /** Delivers a frame that may be none. */
  raw(data: unknown): void {
    if (this.#open) this.#events.received(data);
  }

  /** The engine closes the socket, or the connection breaks. */
  end(code = 1006): void {
    if (!this.#open) return;
    this.#open = false;
    this.#events.closed(code);
  }
}

/** The refusal of a frame. */
export class FrameRefusal extends Error {
  readonly body: object;

  constructor(code: string, more: object = {}) {
    super(code);
    this.body = { code, message: `It was ${code}.`, ...more };
  }
}

/** The content of an `ack`; `undefined` for no answer at all. */
type AnswerFrame = (d: SentFrame['d'], socket: FakeClientSocket) => object | undefined;

/** The world of a signalling client: an engine that answers as the test says, a clock and a page of the test. */
export class FakeSignalPlatform implements SignalPlatform {
  readonly clock = new FakeClock();
  readonly page = new FakePage();
  readonly sockets: FakeClientSocket[] = [];
  me = 'ada';
  /** Seconds between pings, as `auth.ok` names them. */
  heartbeat = 4;
  /** The time of the engine when the clock of the client begins. */
  startsAt = Date.parse('2026-01-01T12:00:00Z');
  /** The fate of a new socket: it opens, does nothing, or is closed with a code. */
  reach: 'opens' | 'hangs' | number = 'opens';
  /** The close code after the auth frame, and the error frame before it. */
  refuses: { readonly code: number; readonly error?: FrameRefusal } | undefined;
  readonly answers: { [N in ClientFrameName]?: AnswerFrame } = {
    ping: (_, socket) => void socket.push('pong'),
    'presence.subscribe': ({ identities }) => ({ identities }),
    'presence.set': () => ({}),
    'conv.list': () => ({ conversations: [], next: null }),
    'msg.history': () => ({ messages: [], more: false }),
    typing: () => ({}),
    receipt: () => ({}),
    'block.set': () => ({}),
  };

  /** The latest socket. */
  get socket(): FakeClientSocket {
    return this.sockets.at(-1)!;
  }

  /** Pushes a frame to every device. */
  push(t: string, d: object): void {
    for (const socket of this.sockets) if (socket.proven) socket.push(t, d);
  }

  get time(): string {
    return new Date(this.startsAt + this.clock.now()).toISOString();
  }

  credentialsProvider = () => async () => ({ token: 'by-url', url: 'ws://127.0.0.1:4000/signal' });

  openSocket = (url: string, events: SocketEvents): FakeClientSocket => {
    const socket = new FakeClientSocket(url, events, (from, frame) => this.#take(from, frame));
    this.sockets.push(socket);
    queueMicrotask(() => {
      if (this.reach === 'opens') socket.opens();
      else if (this.reach !== 'hangs') socket.end(this.reach);
    });
    return socket;
  };

  #take(socket: FakeClientSocket, { t, id, d }: SentFrame): void {
    // An answer is never there within the call that asks for it.
    queueMicrotask(() => {
      try {
        const ack = t === 'auth' ? this.#authenticate(socket, d) : this.answers[t]?.(d, socket);
        if (ack) socket.push('ack', ack, id);
      } catch (error) {
        if (!(error instanceof FrameRefusal)) throw error;
        socket.push('error', error.body, id);
        if (t === 'auth') socket.end(this.refuses!.code);
      }
    });
  }

  #authenticate(socket: FakeClientSocket, d: SentFrame['d']): object | undefined {
    const { refuses } = this;
    if (refuses?.error) throw refuses.error;
    if (refuses) return void socket.end(refuses.code);
    socket.proven = true;
    socket.push('auth.ok', { identity: this.me, server_time: this.time, heartbeat: this.heartbeat });
    return this.answers.auth ? this.answers.auth(d, socket) : {};
  }
}
