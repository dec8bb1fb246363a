import {
  DisconnectReason,
  type RemoteTrack,
  type Room,
  RoomEvent,
  type RoomEventCallbacks,
} from 'livekit-client';
import { atEndOfTask } from './end-of-task.ts';
import { remoteAudio } from './livekit-participant.ts';
import type { DisconnectCause, TransportListener } from '../transport.ts';

/** LiveKit's reasons that concern the session; every other one is a lost connection. */
const ends: { readonly [reason in DisconnectReason]?: NonNullable<DisconnectCause> } = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'signed_in_elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'kicked',
  [DisconnectReason.ROOM_DELETED]: 'room_closed',
};

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

/** Tells what one connection brings, until `signal` aborts. */
export function listen(
  room: Room,
  listener: TransportListener,
  signal: AbortSignal,
  ended: (why: DisconnectCause) => void,
): void {
  const on = <E extends keyof RoomEventCallbacks>(event: E, handler: RoomEventCallbacks[E]) => {
    room.on(event, handler);
    signal.addEventListener('abort', () => room.off(event, handler), { once: true });
  };
  // A full reconnect removes everybody before it says that it began.
  const people = atEndOfTask(() => listener.participantsChanged(), signal);
  for (const event of rosterEvents) on(event, people);
  // Kept while it came back, it can be told when the track is gone, whose end is never kept.
  on(RoomEvent.TrackSubscribed, (track, its, by) => tellAudio(listener, track, by, its.track === track));
  on(RoomEvent.TrackUnsubscribed, (track, _, by) => tellAudio(listener, track, by, false));
  on(RoomEvent.ActiveSpeakersChanged, (all) =>
    listener.activeSpeakersChanged(all.map(({ identity }) => identity)),
  );
  on(RoomEvent.ConnectionQualityChanged, (quality, { identity }) =>
    listener.connectionQualityChanged(identity, quality),
  );
  on(RoomEvent.ParticipantPermissionsChanged, () => listener.permissionsChanged());
  on(RoomEvent.RoomMetadataChanged, (json) => listener.roomMetadataChanged(json));
  // A missing participant is no proof of the server: somebody who just left looks the same. The
  // sender's identity is.
  on(RoomEvent.DataReceived, (payload, from, _kind, _topic, _encryption, sender) =>
    listener.dataReceived(payload, sender ?? from?.identity ?? 'unknown'),
  );
  on(RoomEvent.SignalReconnecting, () => listener.reconnecting());
  on(RoomEvent.Reconnecting, () => listener.reconnecting());
  on(RoomEvent.Reconnected, () => listener.reconnected());
  on(RoomEvent.Disconnected, (reason) => ended(reason === undefined ? undefined : ends[reason]));
}

/** Who and what is there already is announced by no event. */
export function sweep(room: Room, listener: TransportListener): void {
  for (const each of room.remoteParticipants.values())
    for (const { track } of each.audioTrackPublications.values())
      if (track) tellAudio(listener, track as RemoteTrack, each, true);
  listener.participantsChanged();
  listener.permissionsChanged();
  if (room.metadata) listener.roomMetadataChanged(room.metadata);
}

function tellAudio(
  to: TransportListener,
  track: RemoteTrack,
  by: { identity: string },
  there: boolean,
): void {
  const sound = remoteAudio(track, by.identity);
  if (sound) to.remoteAudioChanged(sound, there);
}
