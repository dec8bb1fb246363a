/** livekit-client does not tree-shake (about 150 kB gzipped), so this file is imported dynamically, on join. */
import { LogLevel, type LoggerNames, type ReconnectPolicy, Room, setLogLevel } from 'livekit-client';
import { times } from '../../protocol/constants.ts';
import { patchConnect, peerConnectionStats, peerConnectionsUp } from './livekit-patches.ts';
import { emitInitialState, subscribeToRoom } from './room-events.ts';
import { canPublishSource, toTransportParticipant, trackSources } from './livekit-participant.ts';
import { abandonPublications, hasLostPublication, publishSource } from './publication.ts';
import { Subscriptions } from './subscriptions.ts';
import {
  ConnectFailed,
  type Reception,
  type TransportListener,
  type Sendable,
  type Source,
  type Transport,
} from '../transport.ts';
import { connectionTrouble } from './connection-stats.ts';

// A logger of our own leaves the log level of an app's own livekit-client alone.
const loggerName = 'utd-stream-elements';
setLogLevel(LogLevel.warn, loggerName as LoggerNames); // the type lists only livekit-client's own loggers

/** The longest delay before each of the first retries, and before every later one, in milliseconds. */
const firstDelays = [250, 300];
const laterDelay = 1_000;

/**
 * The delays between livekit-client's retries. Its default delays grow to 7 s, by which an outage of a few seconds lasts
 * twice as long (docs/decisions/0220-denser-retries.md). Each delay is random, so that sessions which lost one server
 * together do not come back as one.
 */
export const reconnectPolicy: ReconnectPolicy = {
  nextRetryDelayInMs({ retryCount, elapsedMs }) {
    // The reconnect of the session takes over.
    if (elapsedMs > times.relinkAfter) return null;
    return (firstDelays[retryCount] ?? laterDelay) * (retryCount ? 0.75 + Math.random() / 4 : Math.random());
  },
};

export class LiveKitTransport implements Transport {
  // One Room serves all connections, because livekit-client keeps every Room in memory. The session captures and
  // stops the tracks itself, so that a track outlives a lost connection. Dynacast encodes only the layers that are
  // received. `adaptiveStream` stays off, because it does not see picture-in-picture in a shadow root.
  readonly #room = new Room({
    stopLocalTrackOnUnpublish: false,
    dynacast: true,
    loggerName,
    reconnectPolicy,
  });
  readonly #subscriptions = new Subscriptions(this.#room);
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
    const closeLeftovers = patchConnect(room);
    abandonPublications(room.localParticipant);
    let connected = false;
    // `connect()` hangs for 15 s when the media server removes the participant meanwhile; the event comes at once.
    let fail: (error: ConnectFailed) => void = () => {};
    const removed = new Promise<never>((_, reject) => (fail = reject));
    subscribeToRoom(room, this.#subscriptions, listener, signal, (why) => {
      if (connected) listener.disconnected(why);
      else fail(new ConnectFailed('The media server ended the connection.', why));
    });
    try {
      const rtcConfig = this.#rtcConfig;
      const options = { autoSubscribe: false, ...(rtcConfig && { rtcConfig }) };
      await Promise.race([room.connect(to.url, to.token, options), removed]);
      connected = true;
    } catch (error) {
      await closeLeftovers();
      throw error instanceof ConnectFailed ? error : new ConnectFailed(error, undefined);
    }
    signal.throwIfAborted();
    emitInitialState(room, listener);
  }

  async disconnect(): Promise<void> {
    await this.#room.disconnect(false);
  }

  participants() {
    const { localParticipant, remoteParticipants } = this.#room;
    return [localParticipant, ...remoteParticipants.values()]
      .filter((each) => each.identity)
      .map(toTransportParticipant);
  }

  remoteVideos = () => this.#subscriptions.videos();

  receiveVideo = (id: string, reception: Reception) => this.#subscriptions.receiveVideo(id, reception);

  mediaFlows = () => peerConnectionsUp(this.#room);

  publicationLost = () => hasLostPublication(this.#room.localParticipant);

  trouble = async () => connectionTrouble(await peerConnectionStats(this.#room));

  canPublish = (source: Source) => canPublishSource(this.#room.localParticipant, trackSources[source]);

  canPublishData = () => this.#room.localParticipant.permissions?.canPublishData ?? false;

  publishData = (payload: Uint8Array<ArrayBuffer>) =>
    this.#room.localParticipant.publishData(payload, { reliable: true });

  publish = (what: Sendable, source: Source) => publishSource(this.#room.localParticipant, what, source);
}
