/** The one importer of ws. */
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { signalPath } from '../../src/protocol/constants.ts';
import { sizes } from '../../src/protocol/names.ts';
import { closeCodes } from '../../src/protocol/signalling/close-codes.ts';
import { Refusal } from '../core/refusal.ts';
import type { SignalPlane } from './signal-plane.ts';
import type { Peer, SignalSocket } from './signal-socket.ts';

/** The size of a frame that ends its connection: what is smaller is dropped alone. */
const hardLimit = 4 * sizes.frame;

/** The bytes that a socket without a token may send: the auth frame, and the heads of frames. */
const mostUnprovenBytes = sizes.authFrame + 512;

/** The time for the other end to answer a close frame, in milliseconds. */
const closeTimeout = 2_000;

/** Answers a handshake with a refusal, as a call is answered. */
function answer(socket: Duplex, refusal: Refusal): void {
  const { status, body } = refusal;
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(body.retry_after ? [`Retry-After: ${body.retry_after}`] : []),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** @throws {Refusal} for a handshake that may not connect */
function peerOf(plane: SignalPlane, { url, headers, socket }: IncomingMessage): Peer {
  const [path, query] = (url ?? '').split('?');
  if (path !== signalPath)
    throw new Refusal('not_found', 'There is no such path. Check the url of the socket.');
  if (query !== undefined)
    throw new Refusal(
      'invalid_request',
      'The address of the socket takes no query. Send the token in the auth frame.',
      { status: 400 },
    );
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return plane.admit(header, socket.remoteAddress);
}

/** A class, because closures for each of many thousand sockets would cost more than the rest of a session. */
class WsSocket implements SignalSocket {
  readonly #socket: WebSocket;
  readonly #connection: Socket;

  constructor(socket: WebSocket, connection: Socket) {
    this.#socket = socket;
    this.#connection = connection;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  async drained(): Promise<void> {
    const connection = this.#connection;
    if (!connection.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        connection.off('drain', done).off('close', done);
        resolve();
      };
      connection.on('drain', done).on('close', done);
    });
  }
}

/** Hands the sockets of a server to the plane. @returns a function that closes all sockets */
export function serveSockets(server: Server, plane: SignalPlane): { close(): void } {
  // The types of ws lack closeTimeout.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: hardLimit,
    perMessageDeflate: false,
    closeTimeout,
  };
  const sockets = new WebSocketServer(options);
  server.on('upgrade', (request: IncomingMessage, connection: Socket, head: Buffer) => {
    // An error without a listener would end the process.
    connection.on('error', () => connection.destroy());
    let peer: Peer;
    try {
      peer = peerOf(plane, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer(connection, error);
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      const session = plane.accept(new WsSocket(socket, connection), peer);
      let bytes = 0;
      const count = (chunk: Buffer) => {
        bytes += chunk.length;
        if (session.proven) connection.off('data', count);
        else if (bytes > mostUnprovenBytes) socket.terminate();
      };
      connection.on('data', count);
      socket
        .on('message', (data: Buffer, binary) => session.receive(data, binary))
        .on('close', (code) => session.closed(code))
        // The close event follows.
        .on('error', () => {});
    });
  });
  return {
    close() {
      for (const socket of sockets.clients) socket.close(closeCodes.goingAway, 'the engine stops');
    },
  };
}
