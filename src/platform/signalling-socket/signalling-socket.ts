/** A WebSocket, as far as the signalling plane uses it. */
export interface SignallingSocket {
  send(text: string): void;
  /** @param code 1000, or from 3000 to 4999 */
  close(code: number): void;
}

/** The events of a socket. None comes after `closed`. */
export interface SocketEvents {
  opened(): void;
  /** @param data text of a text frame; another value of a frame that is none */
  received(data: unknown): void;
  /** @param code of the close frame; 1006 where the connection broke, or the handshake was refused */
  closed(code: number): void;
}

/** Opens a socket. Throws where the page may not open the address at all. */
export type OpenSocket = (url: string, events: SocketEvents) => SignallingSocket;

export const openBrowserSocket: OpenSocket = (url, { opened, received, closed }) => {
  const socket = new WebSocket(url);
  socket.addEventListener('open', opened);
  socket.addEventListener('message', ({ data }) => received(data));
  socket.addEventListener('close', ({ code }) => closed(code));
  return {
    // A socket that is closing drops what is sent, and its `closed` tells of that.
    send: (text) => socket.send(text),
    close: (code) => socket.close(code),
  };
};
