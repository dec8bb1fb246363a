/**
 * The one door to livekit-client. It does not tree-shake (about 150 kB gzipped), so this file is
 * itself imported dynamically, on join.
 */
import { LogLevel, type LoggerNames, Room, setLogLevel } from 'livekit-client';
import { statisticsOf, watchConnect } from './livekit-patches.ts';
import { listen, sweep } from './room-events.ts';
import { maySend, person, sources } from './livekit-participant.ts';
import { publishSource } from './publication.ts';
import { retries } from './reconnect-policy.ts';
import {
  ConnectFailed,
  type TransportListener,
  type Sendable,
  type Source,
  type Transport,
} from '../transport.ts';
import { troubleOf } from './connection-stats.ts';

// Under a name of its own, so that an app's own use of livekit-client logs as it likes.
const loggerName = 'utd-stream-elements';
setLogLevel(LogLevel.warn, loggerName as LoggerNames); // its type lists only its own names

export class LiveKitTransport implements Transport {
  // One Room for ever: each one made stays in memory (livekit-client 2.23.0). The session captures
  // and stops its tracks itself, so that one outlives a lost connection.
  readonly #room = new Room({ stopLocalTrackOnUnpublish: false, loggerName, reconnectPolicy: retries });
  readonly #rtcConfig: RTCConfiguration | undefined;

  constructor(rtcConfig?: RTCConfiguration) {
    this.#rtcConfig = rtcConfig;
  }

  async connect(
    to: { url: string; token: string },
    listener: TransportListener,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const room = this.#room;
    const closeLeftovers = watchConnect(room);
    let connected = false;
    // Who is removed while connecting hears of it at once, but `connect()` hangs for 15 s.
    let refuse: (error: ConnectFailed) => void = () => {};
    const removed = new Promise<never>((_, reject) => (refuse = reject));
    listen(room, listener, signal, (why) => {
      if (connected) listener.disconnected(why);
      else refuse(new ConnectFailed('The media server ended the connection.', why));
    });
    try {
      const rtcConfig = this.#rtcConfig;
      await Promise.race([room.connect(to.url, to.token, rtcConfig ? { rtcConfig } : {}), removed]);
      connected = true;
    } catch (error) {
      await closeLeftovers();
      throw error instanceof ConnectFailed ? error : new ConnectFailed(error, undefined);
    }
    signal.throwIfAborted();
    sweep(room, listener);
  }

  async disconnect(): Promise<void> {
    await this.#room.disconnect(false);
  }

  participants() {
    const { localParticipant, remoteParticipants } = this.#room;
    return [localParticipant, ...remoteParticipants.values()].filter((each) => each.identity).map(person);
  }

  trouble = async () => troubleOf(await statisticsOf(this.#room));

  canPublish = (source: Source) => maySend(this.#room.localParticipant, sources[source]);

  canPublishData = () => this.#room.localParticipant.permissions?.canPublishData ?? false;

  publishData = (payload: Uint8Array<ArrayBuffer>) =>
    this.#room.localParticipant.publishData(payload, { reliable: true });

  publish = (what: Sendable, source: Source) => publishSource(this.#room.localParticipant, what, source);
}
