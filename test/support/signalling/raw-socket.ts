import WebSocket from 'ws';
import { app } from './signal-engine.ts';

/** The address that a client is taken for: tests with many clients are behind a proxy. */
export const from = (address: string) => ({ 'x-forwarded-for': address });

/** A signal token, as the backend of the app gets it. A server may close a connection that the next call would use. */
export async function tokenFor(url: string, identity: string, tries = 3): Promise<string> {
  const asked = fetch(`${url}/api/v1/signal/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-app-id': app.id, 'x-app-secret': app.secret },
    body: JSON.stringify({ identity }),
  });
  const response = await asked.catch((error: unknown) => {
    if (tries > 1) return undefined;
    throw error;
  });
  if (!response) return tokenFor(url, identity, tries - 1);
  if (!response.ok) throw new Error(`No token: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

interface Frame {
  readonly t: string;
  readonly id?: string;
  readonly d: ReturnType<typeof JSON.parse>;
}

/** A WebSocket as a client without any library of ours uses it. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  /** The code of the close; the status of the answer to a handshake that was refused. */
  closedWith: number | undefined;
  onFrame: (frame: Frame) => void = (frame) => this.frames.push(frame);
  #ping: NodeJS.Timeout | undefined;
  readonly #asked = new Map<string, (frame: Frame) => void>();

  constructor(
    url: string,
    { path = '/api/v1/signal', headers = {} }: { path?: string; headers?: object } = {},
  ) {
    this.socket = new WebSocket(url.replace(/^http/, 'ws') + path, {
      headers: headers as Record<string, string>,
      perMessageDeflate: false,
    });
    this.socket
      .on('message', (data) => {
        const frame = JSON.parse(String(data)) as Frame;
        this.onFrame(frame);
        this.#asked.get(frame.id ?? '')?.(frame);
      })
      .on('unexpected-response', (_, { statusCode }) => {
        this.closedWith = statusCode;
        this.socket.terminate();
      })
      .on('error', () => {})
      .on('close', (code) => {
        clearInterval(this.#ping);
        this.closedWith ??= code;
      });
  }

  /** Resolves when the handshake is over, accepted or not. */
  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING)
      await Promise.race([this.#next('open'), this.#next('close')]);
    return this;
  }

  /** Resolves with the code of the close. */
  async closed(): Promise<number> {
    if (this.socket.readyState !== WebSocket.CLOSED) await this.#next('close');
    return this.closedWith!;
  }

  /** An error is followed by a close, and counts as one. */
  #next(event: 'open' | 'close' | 'message'): Promise<void> {
    return new Promise((resolve) => this.socket.once(event, () => resolve()));
  }

  send(t: string, d: object = {}, id?: string): void {
    this.socket.send(JSON.stringify({ t, id, d }));
  }

  /** Sends a frame. @returns the frame with its id */
  answer(t: string, d: object): Promise<Frame> {
    const id = `q${this.#asked.size}`;
    this.send(t, d, id);
    return new Promise((resolve) => this.#asked.set(id, resolve));
  }

  /** Signs in, and pings from then on. @returns whether it was accepted */
  async signIn(token: string, more: object = {}): Promise<boolean> {
    await this.opened();
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.send('auth', { token, ...more });
    await Promise.race([this.#next('message'), this.#next('close')]);
    if (this.closedWith !== undefined) return false;
    this.#ping = setInterval(() => this.send('ping'), 4_000);
    return true;
  }

  /** Dies as a machine does that loses its power: nothing is said, and nothing is read. */
  dieSilently(): void {
    clearInterval(this.#ping);
    this.socket.pause();
  }
}
