/** A socket as the sessions use it: a WebSocket, or a fake one. */
export interface SignalSocket {
  /** The bytes that the other end has not taken yet. */
  readonly bufferedAmount: number;
  send(text: string): void;
  /** Closes when the other end has taken what was sent. */
  close(code: number, reason: string): void;
  /** Ends the connection at once. */
  terminate(): void;
  /** Stops and goes on to read: the other end waits with its frames. */
  pause(): void;
  resume(): void;
  /** Resolves when the other end has taken most of what was sent, or the connection has ended. */
  drained(): Promise<void>;
}

/** The other end of a socket. */
export interface Peer {
  /** The network address. */
  readonly address: string;
  /** The origin of the page; without it, no browser has connected. */
  readonly origin: string | undefined;
}
