/**
 * The one door to livekit-client. It does not tree-shake (about 150 kB gzipped), so this file is
 * itself imported dynamically, on join.
 */
import {
  DisconnectReason,
  LogLevel,
  type LoggerNames,
  Room,
  RoomEvent,
  setLogLevel,
  type RemoteTrack,
  type RoomEventCallbacks,
} from 'livekit-client';
import { statisticsOf, watchConnect } from './compat.ts';
import { atEndOfTask } from './end-of-task.ts';
import { maySend, person, remoteAudio, sources } from './livekit-person.ts';
import { publishSource } from './livekit-publication.ts';
import { retries } from './livekit-retries.ts';
import {
  ConnectFailed,
  type LinkEnd,
  type LinkListener,
  type Sendable,
  type Source,
  type Transport,
} from './transport.ts';
import { troubleOf } from './trouble.ts';

/** LiveKit's reasons that concern the session; every other one is a lost connection. */
const ends: { readonly [reason in DisconnectReason]?: NonNullable<LinkEnd> } = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'signed_in_elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'kicked',
  [DisconnectReason.ROOM_DELETED]: 'room_closed',
};

// Under a name of its own, so that an app's own use of livekit-client logs as it likes.
const loggerName = 'utd-stream-elements';
setLogLevel(LogLevel.warn, loggerName as LoggerNames); // its type lists only its own names

/** After each of these the people, or what they send, may differ. */
const rosterEvents = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.ParticipantMetadataChanged,
  RoomEvent.ParticipantAttributesChanged,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
] as const;

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
    listener: LinkListener,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const room = this.#room;
    const closeLeftovers = watchConnect(room);
    let connected = false;
    // Who is removed while connecting hears of it at once, but `connect()` hangs for 15 s.
    let refuse: (error: ConnectFailed) => void = () => {};
    const removed = new Promise<never>((_, reject) => (refuse = reject));
    this.#listen(listener, signal, (why) => {
      if (connected) listener.ended(why);
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
    this.#sweep(listener);
  }

  async disconnect(): Promise<void> {
    await this.#room.disconnect(false);
  }

  people() {
    const { localParticipant, remoteParticipants } = this.#room;
    return [localParticipant, ...remoteParticipants.values()].filter((each) => each.identity).map(person);
  }

  trouble = async () => troubleOf(await statisticsOf(this.#room));

  mayPublish = (source: Source) => maySend(this.#room.localParticipant, sources[source]);

  publish = (what: Sendable, source: Source) => publishSource(this.#room.localParticipant, what, source);

  #listen(listener: LinkListener, signal: AbortSignal, ended: (why: LinkEnd) => void): void {
    const room = this.#room;
    const on = <E extends keyof RoomEventCallbacks>(event: E, handler: RoomEventCallbacks[E]) => {
      room.on(event, handler);
      signal.addEventListener('abort', () => room.off(event, handler), { once: true });
    };
    // A full reconnect removes everybody before it says that it began.
    const people = atEndOfTask(() => listener.people(), signal);
    for (const event of rosterEvents) on(event, people);
    // Kept while it came back, it can be told when the track is gone, whose end is never kept.
    on(RoomEvent.TrackSubscribed, (track, its, by) => tellAudio(listener, track, by, its.track === track));
    on(RoomEvent.TrackUnsubscribed, (track, _, by) => tellAudio(listener, track, by, false));
    on(RoomEvent.ActiveSpeakersChanged, (all) => listener.speakers(all.map(({ identity }) => identity)));
    on(RoomEvent.ConnectionQualityChanged, (quality, { identity }) => listener.quality(identity, quality));
    on(RoomEvent.ParticipantPermissionsChanged, () => listener.permission());
    on(RoomEvent.RoomMetadataChanged, (json) => listener.metadata(json));
    // A missing participant is no proof of the server: somebody who just left looks the same. The
    // sender's identity is.
    on(RoomEvent.DataReceived, (payload, from, _kind, _topic, _encryption, sender) =>
      listener.data(payload, sender ?? from?.identity ?? 'unknown'),
    );
    on(RoomEvent.SignalReconnecting, () => listener.interrupted());
    on(RoomEvent.Reconnecting, () => listener.interrupted());
    on(RoomEvent.Reconnected, () => listener.resumed());
    on(RoomEvent.Disconnected, (reason) => ended(reason === undefined ? undefined : ends[reason]));
  }

  /** Who and what is there already is announced by no event. */
  #sweep(listener: LinkListener): void {
    for (const each of this.#room.remoteParticipants.values())
      for (const { track } of each.audioTrackPublications.values())
        if (track) tellAudio(listener, track as RemoteTrack, each, true);
    listener.people();
    listener.permission();
    if (this.#room.metadata) listener.metadata(this.#room.metadata);
  }
}

function tellAudio(to: LinkListener, track: RemoteTrack, by: { identity: string }, there: boolean): void {
  const sound = remoteAudio(track, by.identity);
  if (sound) to.audio(sound, there);
}
