import * as v from 'valibot';
import { errorOf, UTDStreamError } from '../errors/errors.ts';
import type { Clock } from '../platform/page/clock.ts';
import type { OpenSocket, SignallingSocket } from '../platform/signalling-socket/signalling-socket.ts';
import { times } from '../protocol/constants.ts';
import { clientFrames, type AckOf, type ClientFrameName } from '../protocol/signalling/client-frames.ts';
import { closeCodes, goodbye } from '../protocol/signalling/close-codes.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import { closeError, frameError } from './frame-errors.ts';
import { readFrame, type EngineFrame, type EngineFrames } from './frame-reader.ts';

/** The content of a frame, before its defaults are filled in. */
export type FrameInput<N extends ClientFrameName> = v.InferInput<(typeof clientFrames)[N]['data']>;

/** The frames that no request waits for. */
export type PushedFrame = Exclude<EngineFrame, { readonly t: 'auth.ok' | 'ack' | 'pong' }>;

export interface LinkDeps {
  readonly clock: Clock;
  readonly openSocket: OpenSocket;
  /** Called when the engine has accepted the token. Frames come after this call only. */
  up(ok: EngineFrames['auth.ok']): void;
  frame(frame: PushedFrame): void;
  /** Called for the name of a frame that this version does not know. */
  unknown(name: string): void;
  /** Called for a frame that cannot be read. */
  unreadable(fault: unknown): void;
}

/** The end of a link. */
export interface LinkEnd {
  readonly code: number;
  /** The engine's refusal of the token, or the meaning of the close code. */
  readonly error: UTDStreamError;
}

interface Request {
  readonly t: ClientFrameName;
  readonly attempted: string;
  readonly answered: Lifetime;
  resolve(ack: unknown): void;
  reject(error: Error): void;
}

/** The number of missed pongs after which a connection is dead. */
const mostMissed = 2;

/** Seconds between pings, whatever the engine says: an interval of 0 would ping without end. */
const shortestHeartbeat = 1;

/** The code of a client that gives up a socket and comes back. */
const abandoned = 3000;

const connecting = 'connect to the signalling sockets';
const over = () => new UTDStreamError('cancelled', 'wait any longer');

/** One socket, from its opening to its end: the sign-in, requests and their answers, and the heartbeat. */
export class SignalLink {
  readonly #deps: LinkDeps;
  readonly #life = new Lifetime();
  readonly #requests = new Map<string, Request>();
  readonly #socket: SignallingSocket;
  /** Resolves when the link has ended. It never rejects. */
  readonly ended: Promise<LinkEnd>;
  #resolveEnded!: (end: LinkEnd) => void;
  #resolveUp!: () => void;
  /** Resolves when the engine has accepted the token. It never rejects. */
  readonly up = new Promise<void>((resolve) => (this.#resolveUp = resolve));
  #ids = 0;
  #missed = 0;
  #heartbeat: number | undefined;
  #beating: Lifetime | undefined;
  #refusal: UTDStreamError | undefined;

  /** Throws where the page may not open the address. */
  constructor(deps: LinkDeps, url: string, auth: FrameInput<'auth'>) {
    this.#deps = deps;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#socket = deps.openSocket(url, {
      opened: () => this.#authenticate(auth),
      received: (data) => this.#receive(data),
      closed: (code) => this.#end(code),
    });
    deps.clock.after(times.connect, () => this.#ifNotUp(), this.#life.signal);
  }

  /** Ends with the link. */
  get lifetime(): Lifetime {
    return this.#life;
  }

  /**
   * Sends a frame, and resolves with the content of its `ack`.
   *
   * @throws {UTDStreamError} the engine's refusal; `network` where the link ends first; `timeout`
   */
  ask<N extends ClientFrameName>(t: N, d: FrameInput<N>, attempted: string): Promise<AckOf<N>> {
    const id = String(++this.#ids);
    return new Promise<unknown>((resolve, reject) => {
      if (this.#life.ended) return reject(new UTDStreamError('network', attempted));
      const answered = this.#life.child();
      this.#requests.set(id, { t, attempted, answered, resolve, reject });
      const late = () => this.#answer(id, ({ reject }) => reject(new UTDStreamError('timeout', attempted)));
      this.#deps.clock.after(times.rest, late, answered.signal);
      this.#send(t, d, id);
    }) as Promise<AckOf<N>>; // the table pairs a frame and its ack
  }

  /** Asks the engine for a sign of life at once, and ends the link where none comes until the next ping. */
  probe(): void {
    if (this.#heartbeat === undefined) return;
    this.#missed = Math.max(this.#missed, mostMissed - 1);
    this.#beat();
  }

  /** Closes the socket. The device of this socket is gone at once. */
  leave(): void {
    this.#close(goodbye);
  }

  /** Gives up the socket, which nothing may be heard from any more. */
  abandon(): void {
    this.#close(abandoned);
  }

  #close(code: number): void {
    if (this.#life.ended) return;
    // The closing handshake of a dead connection takes minutes, so the end does not wait for it.
    this.#end(code);
    this.#socket.close(code);
  }

  #authenticate(auth: FrameInput<'auth'>): void {
    // The refusal goes on with the close that follows.
    this.ask('auth', auth, connecting).catch(() => {});
  }

  #ifNotUp(): void {
    if (this.#heartbeat === undefined) this.#close(closeCodes.authTimeout);
  }

  #receive(data: unknown): void {
    if (this.#life.ended) return;
    this.#missed = 0;
    const reading = readFrame(data);
    if ('fault' in reading) return this.#deps.unreadable(reading.fault);
    if ('unknown' in reading) return this.#deps.unknown(reading.unknown);
    const { frame } = reading;
    if (frame.t === 'auth.ok') return this.#start(frame.d);
    if (frame.t === 'pong') return;
    if (frame.t === 'ack') return this.#acknowledge(frame.id, frame.d);
    if (frame.t === 'error' && frame.id !== undefined) return this.#refuse(frame.id, frame.d);
    // A frame that comes before `auth.ok` would have no person.
    if (this.#heartbeat !== undefined || frame.t === 'error') this.#deps.frame(frame);
  }

  #start(ok: EngineFrames['auth.ok']): void {
    if (this.#heartbeat !== undefined) return;
    this.#heartbeat = Math.max(shortestHeartbeat, ok.heartbeat) * 1000;
    this.#wait();
    this.#deps.up(ok);
    this.#resolveUp();
  }

  /** A late or a repeated answer has no request any more. */
  #answer(id: string, settle: (request: Request) => void): void {
    const request = this.#requests.get(id);
    if (!request) return;
    this.#requests.delete(id);
    void request.answered.end(over());
    settle(request);
  }

  #acknowledge(id: string | undefined, d: unknown): void {
    this.#answer(id ?? '', ({ t, attempted, resolve, reject }) => {
      const { ack } = clientFrames[t] as { readonly ack?: v.GenericSchema };
      const parsed = v.safeParse(ack ?? v.unknown(), d);
      if (parsed.success) resolve(parsed.output);
      else reject(errorOf('protocol', attempted, { cause: new v.ValiError(parsed.issues) }));
    });
  }

  #refuse(id: string, d: EngineFrames['error']): void {
    this.#answer(id, ({ t, attempted, reject }) => {
      const error = frameError(d, attempted);
      if (t === 'auth') this.#refusal = error;
      reject(error);
    });
  }

  #wait(): void {
    void this.#beating?.end(over());
    this.#beating = this.#life.child();
    this.#deps.clock.after(this.#heartbeat!, () => this.#beat(), this.#beating.signal);
  }

  #beat(): void {
    if (this.#missed >= mostMissed) return this.abandon();
    this.#missed++;
    this.#send('ping', {});
    this.#wait();
  }

  #send<N extends ClientFrameName>(t: N, d: FrameInput<N>, id?: string): void {
    this.#socket.send(JSON.stringify({ t, ...(id !== undefined && { id }), d }));
  }

  #end(code: number): void {
    if (this.#life.ended) return;
    const lost = closeError(code, connecting);
    void this.#life.end(lost);
    for (const { attempted, reject } of this.#requests.values())
      reject(errorOf('network', attempted, { cause: lost }));
    this.#requests.clear();
    this.#resolveEnded({ code, error: this.#refusal ?? lost });
  }
}
