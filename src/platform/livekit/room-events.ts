import {
  DisconnectReason,
  type RemoteTrack,
  type Room,
  RoomEvent,
  type RoomEventCallbacks,
} from 'livekit-client';
import { toRemoteAudioTrack } from './livekit-participant.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { DisconnectCause, TransportListener } from '../transport.ts';

/** LiveKit's disconnect reasons that concern the session; every other reason is a lost connection. */
const disconnectCauses: { readonly [reason in DisconnectReason]?: NonNullable<DisconnectCause> } = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'signed_in_elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'kicked',
  [DisconnectReason.ROOM_DELETED]: 'room_closed',
};

/** The events after which the participants, or the sources that they send, may differ. */
const participantEvents = [
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

/** The events after which the pictures of others, or their tracks, may differ. */
const videoEvents = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.Reconnected,
] as const;

/** The events after which there may be publications that were not asked for. No event announces those of a join. */
const publicationEvents = [
  RoomEvent.SignalConnected,
  RoomEvent.Connected,
  RoomEvent.ParticipantConnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.Reconnected,
] as const;

/** Runs `fn` once at the end of the task, however often the result is called in that task, and never after `signal` aborted. */
export function atEndOfTask(fn: () => void, signal: AbortSignal): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      if (!signal.aborted) fn();
    });
  };
}

/** Hands the events of one connection to `listener`, until `signal` aborts. */
export function subscribeToRoom(
  room: Room,
  subscriptions: Subscriptions,
  listener: TransportListener,
  signal: AbortSignal,
  disconnected: (why: DisconnectCause) => void,
): void {
  const on = <E extends keyof RoomEventCallbacks>(event: E, handler: RoomEventCallbacks[E]) => {
    room.on(event, handler);
    signal.addEventListener('abort', () => room.off(event, handler), { once: true });
  };
  // A full reconnect removes all participants before its `Reconnecting` event.
  const participantsChanged = atEndOfTask(() => listener.participantsChanged(), signal);
  for (const event of participantEvents) on(event, participantsChanged);
  const videoChanged = atEndOfTask(() => listener.remoteVideoChanged(), signal);
  for (const event of videoEvents) on(event, videoChanged);
  for (const event of publicationEvents) on(event, () => subscriptions.apply());
  // livekit-client buffers `TrackSubscribed` during a reconnect but never `TrackUnsubscribed`: the track of a buffered
  // event may be gone.
  on(RoomEvent.TrackSubscribed, (track, publication, by) =>
    emitRemoteAudio(listener, track, by, publication.track === track),
  );
  on(RoomEvent.TrackUnsubscribed, (track, _, by) => emitRemoteAudio(listener, track, by, false));
  on(RoomEvent.ActiveSpeakersChanged, (all) =>
    listener.activeSpeakersChanged(all.map(({ identity }) => identity)),
  );
  on(RoomEvent.ConnectionQualityChanged, (quality, { identity }) =>
    listener.connectionQualityChanged(identity, quality),
  );
  on(RoomEvent.ParticipantPermissionsChanged, () => listener.permissionsChanged());
  on(RoomEvent.RoomMetadataChanged, (json) => listener.roomMetadataChanged(json));
  // A missing participant is no proof of the server, because a participant that has just left is missing too. The
  // sender's identity is a proof.
  on(RoomEvent.DataReceived, (payload, from, _kind, _topic, _encryption, sender) =>
    listener.dataReceived(payload, sender ?? from?.identity ?? 'unknown'),
  );
  on(RoomEvent.SignalReconnecting, () => listener.reconnecting());
  on(RoomEvent.Reconnecting, () => listener.reconnecting());
  on(RoomEvent.Reconnected, () => {
    // livekit-client keeps the speakers from before, and gives them again with every later change.
    room.activeSpeakers = [];
    listener.reconnected();
  });
  on(RoomEvent.Disconnected, (reason) =>
    disconnected(reason === undefined ? undefined : disconnectCauses[reason]),
  );
}

/** Hands the state of a room that has just connected to `listener`, because no event announces it. */
export function emitInitialState(room: Room, listener: TransportListener): void {
  for (const each of room.remoteParticipants.values())
    for (const { track } of each.audioTrackPublications.values())
      if (track) emitRemoteAudio(listener, track as RemoteTrack, each, true);
  listener.participantsChanged();
  listener.remoteVideoChanged();
  listener.permissionsChanged();
  if (room.metadata) listener.roomMetadataChanged(room.metadata);
}

function emitRemoteAudio(
  listener: TransportListener,
  track: RemoteTrack,
  { identity }: { identity: string },
  there: boolean,
): void {
  const audio = toRemoteAudioTrack(track, identity);
  if (audio) listener.remoteAudioChanged(audio, there);
}
