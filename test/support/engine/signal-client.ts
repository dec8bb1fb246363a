import assert from 'node:assert/strict';
import * as v from 'valibot';
import { clientFrames, type ClientFrameName } from '../../../src/protocol/signalling/client-frames.ts';
import { readFrame, type EngineFrameName } from '../../../src/signalling/frame-reader.ts';
import type { SignalSocket } from '../../../engine/signalling/signal-socket.ts';
import type { SocketSession } from '../../../engine/signalling/socket-session.ts';
import { startEngine } from '../journey/engine.ts';

/** A frame as it arrived. */
export interface Arrived {
  readonly t: EngineFrameName;
  readonly id?: string;
  readonly d: ReturnType<typeof JSON.parse>;
}

/** A socket without a network. It takes everything at once, until a test says otherwise. */
export class FakeSocket implements SignalSocket {
  bufferedAmount = 0;
  paused = false;
  readonly arrived: Arrived[] = [];
  /** The code of the close frame; 1006 where the connection was cut. */
  closedWith: number | undefined;
  onClose = () => {};
  #drain: (() => void)[] | undefined;

  send(text: string): void {
    const frame = JSON.parse(text) as Arrived;
    // Every frame that the engine sends is in the table, whatever the test is about.
    assert.ok('frame' in readFrame(text), text);
    this.arrived.push(frame);
    if (this.#drain) this.bufferedAmount += text.length;
  }

  close(code: number): void {
    this.closedWith ??= code;
    this.onClose();
  }

  terminate(): void {
    this.close(1006);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  drained(): Promise<void> {
    return this.#drain ? new Promise((resolve) => this.#drain!.push(resolve)) : Promise.resolve();
  }

  /** The other end reads no more, until `read`. */
  stall(): void {
    this.#drain = [];
  }

  read(): void {
    const drain = this.#drain;
    this.#drain = undefined;
    this.bufferedAmount = 0;
    for (const each of drain ?? []) each();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Waits for something that needs no time of the engine. (The timers may be a test's own.) */
export async function until(what: string, happened: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!happened()) {
    if (performance.now() > end) throw new Error(`In 10 s it did not happen that ${what}.`);
    await turn();
  }
}

/** Everything has happened that needs neither time nor another thread. */
export async function calm(): Promise<void> {
  for (let turns = 0; turns < 8; turns++) await turn();
}

/** One device of a person, on a socket without a network. */
export class SignalClient {
  readonly socket = new FakeSocket();
  readonly session: SocketSession;
  #ids = 0;

  constructor(accept: (socket: FakeSocket) => SocketSession) {
    this.session = accept(this.socket);
    this.socket.onClose = () => {
      this.socket.onClose = () => {};
      this.session.closed(this.socket.closedWith!);
    };
  }

  /** Sends text, be it a frame or not. */
  raw(text: string | Buffer, binary = false): void {
    this.session.receive(Buffer.from(text as string), binary);
  }

  /** Sends a frame. @returns the content of its `ack`. @throws {Error} with the code of its `error` */
  async ask(t: ClientFrameName, d: object = {}): Promise<Arrived['d']> {
    const { t: how, d: answer } = await this.answer(t, d);
    if (how === 'error') throw Object.assign(new Error(answer.message), answer);
    const { ack } = clientFrames[t] as { ack?: v.GenericSchema };
    return ack ? v.parse(ack, answer) : answer;
  }

  /** Sends a frame, and waits for the frame with its id. */
  async answer(t: string, d: unknown = {}): Promise<Arrived> {
    const id = `q${++this.#ids}`;
    this.raw(JSON.stringify({ t, id, d }));
    const found = () => this.socket.arrived.find((frame) => frame.id === id);
    await until(`${t} was answered`, () => !!found() || this.socket.closedWith !== undefined);
    assert.ok(found(), `closed with ${this.socket.closedWith} before an answer to ${t}`);
    return found()!;
  }

  /** Waits for the close of the socket. @returns its code */
  async closed(): Promise<number> {
    await until('the socket was closed', () => this.socket.closedWith !== undefined);
    return this.socket.closedWith!;
  }

  /** The contents of the frames of a kind that arrived so far. */
  got = (t: EngineFrameName) => this.socket.arrived.filter((frame) => frame.t === t).map(({ d }) => d);

  /** The client says goodbye, or its connection breaks. */
  close(code: number): void {
    this.socket.close(code);
  }
}

type World = Awaited<ReturnType<typeof startEngine>>;

/** A signal token, as the backend of the app gets it. */
export async function signalToken(
  { call, app }: World,
  identity: string,
  more: object = {},
): Promise<string> {
  const headers = { 'x-app-secret': app.secret };
  return (await call('POST', '/signal/token', { body: { identity, ...more }, headers })).json.token;
}

/** A socket that has sent nothing yet. */
export const openSocket = ({ engine }: World, from: Partial<{ address: string; origin: string }> = {}) =>
  new SignalClient((socket) =>
    engine.signalling.accept(socket, { address: '127.0.0.1', origin: undefined, ...from }),
  );

/** A device that is signed in. */
export async function signedIn(world: World, identity: string, auth: object = {}): Promise<SignalClient> {
  const client = openSocket(world);
  await client.ask('auth', { token: await signalToken(world, identity), ...auth });
  return client;
}

/** An engine, and people who connect to it without a network. */
export async function signalHouse(options: Parameters<typeof startEngine>[0] = {}) {
  const world = await startEngine(options);
  return {
    ...world,
    plane: world.engine.signalling,
    token: (identity: string, more: object = {}) => signalToken(world, identity, more),
    open: (from: Partial<{ address: string; origin: string }> = {}) => openSocket(world, from),
    connect: (identity: string, auth: object = {}) => signedIn(world, identity, auth),
  };
}
