import { asUTDError, errorOf } from '../../errors/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { ConnectFailed, isConnectFailed, type TransportListener } from '../../platform/transport.ts';
import { connectRetries, times } from '../../protocol/constants.ts';
import type { SessionCore } from '../core/session-core.ts';
import { callHook, type MediaEvents } from '../core/session-feature.ts';
import { pause, timeout } from '../core/waiting.ts';

/** The events of a connection to the media server: its loss, its restoration, its end. */
export type ConnectionEvents = Omit<TransportListener, keyof MediaEvents>;

/** The media server's address, and the token for one connection, as the mint gave them. */
type Target = { readonly url: string; readonly token: string };

/** Connections to the media server, one after another, by the same transport. */
export class MediaConnection {
  readonly #scope: SessionCore;
  readonly #platform: Platform;
  readonly #listener: TransportListener;
  #loading: Promise<void> | undefined;

  constructor(scope: SessionCore, platform: Platform, events: ConnectionEvents) {
    this.#scope = scope;
    this.#platform = platform;
    const hook =
      <H extends keyof MediaEvents>(name: H) =>
      (...args: Parameters<MediaEvents[H]>): void =>
        // Speakers and qualities change several times a second: each event is a batch of its own.
        scope.batch(() => callHook(scope.features, name, ...(args as never)));
    this.#listener = {
      ...events,
      participantsChanged: hook('participantsChanged'),
      activeSpeakersChanged: hook('activeSpeakersChanged'),
      connectionQualityChanged: hook('connectionQualityChanged'),
      permissionsChanged: hook('permissionsChanged'),
      roomMetadataChanged: hook('roomMetadataChanged'),
      dataReceived: hook('dataReceived'),
      remoteAudioChanged: hook('remoteAudioChanged'),
      remoteVideoChanged: hook('remoteVideoChanged'),
    };
  }

  /** Loads livekit-client, once for all joins of this controller, including cancelled joins. */
  load(rtcConfig?: RTCConfiguration): Promise<void> {
    return (this.#loading ??= this.#load(rtcConfig));
  }

  /** The first connect of a session, with a bounded number of retries; none after a removal. */
  async connectFirst(target: Target): Promise<void> {
    const { session, clock } = this.#scope;
    for (let retries = connectRetries; ; retries--) {
      try {
        return await this.connect(target);
      } catch (error) {
        session.signal.throwIfAborted();
        if (!isConnectFailed(error) || error.why || !retries) throw this.#failure(error);
        await pause(clock, session, times.connectRetry);
      }
    }
  }

  /** Connects. Everything that the connection brings ends with `scope.mediaConnection`. */
  async connect(target: Target): Promise<void> {
    const scope = this.#scope;
    const connection = (scope.mediaConnection = scope.session.child());
    callHook(scope.features, 'mediaConnectionStarts');
    // Closing a connection takes time, and a session has ended only when its connection is closed.
    connection.onEnd(() => scope.transport!.disconnect());
    const late = () => new ConnectFailed(new Error('The media server did not answer in time.'), undefined);
    try {
      const connecting = scope.transport!.connect(target, this.#listener, connection.signal);
      await timeout(scope.clock, connection, times.connect, connecting, late);
      connection.signal.throwIfAborted();
      callHook(scope.features, 'mediaConnectionUp');
    } catch (error) {
      await connection.end(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  async #load(rtcConfig: RTCConfiguration | undefined): Promise<void> {
    try {
      this.#scope.transport = await this.#platform.transport(rtcConfig);
    } catch (cause) {
      this.#loading = undefined;
      throw asUTDError(cause, 'network', 'load livekit-client');
    }
  }

  #failure(error: unknown): unknown {
    if (!isConnectFailed(error)) return error;
    return errorOf(error.why ?? 'connect_failed', `connect to ${this.#scope.room}`, { cause: error });
  }
}
