import WebSocket from 'ws';
import { SignalController } from '../../../src/controllers/signal-controller.ts';
import type { SignalOptions } from '../../../src/model/signalling.ts';
import { browserSignalPlatform } from '../../../src/platform/signal-platform.ts';
import type { OpenSocket } from '../../../src/platform/signalling-socket/signalling-socket.ts';
import { signalPath } from '../../../src/protocol/constants.ts';
import { record } from '../fakes/record.ts';
import { from, tokenFor } from './raw-socket.ts';

/** A `SignalController` in Node, with real sockets and real time. */
export function nodeSignal(url: string, identity: string, options: SignalOptions = {}) {
  const sockets: WebSocket[] = [];
  let tokens = 0;
  const openSocket: OpenSocket = (address, { opened, received, closed }) => {
    const socket = new WebSocket(address, { headers: from(identity), perMessageDeflate: false });
    sockets.push(socket);
    socket
      .on('open', opened)
      .on('message', (data) => received(String(data)))
      // An error is followed by a close.
      .on('error', () => {})
      .on('close', closed);
    return { send: (text) => socket.send(text), close: (code) => socket.close(code) };
  };
  const signal = new SignalController(
    null,
    {
      async credentialsProvider() {
        tokens++;
        return {
          token: await tokenFor(url, identity),
          url: `${url.replace(/^http/, 'ws')}${signalPath}`,
        };
      },
      ...options,
    },
    { ...browserSignalPlatform(), openSocket },
  );
  const told = record(signal);
  return {
    signal,
    sockets,
    /** The number of tokens that were asked for. */
    tokens: () => tokens,
    /** The details of the events of a kind. */
    details: (event: string): ReturnType<typeof JSON.parse>[] =>
      told.flatMap(([name, detail]) => (name === event ? [detail] : [])),
    /** The texts of the messages that arrived or were sent. */
    texts: () => told.flatMap(([name, detail]) => (name === 'message' ? [detail.text] : [])),
    /** The connection breaks. */
    cut: () => sockets.at(-1)!.terminate(),
  };
}
