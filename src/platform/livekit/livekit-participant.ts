import { Track, type Participant, type RemoteTrack, type TrackPublication } from 'livekit-client';
import * as v from 'valibot';
import { ParticipantMetadata } from '../../protocol/exit.ts';
import { attributeKeys } from '../../protocol/names.ts';
import type { TransportParticipant, RemoteAudioTrack, Source } from '../transport.ts';

/** LiveKit's enum value of each source. */
export const trackSources: Record<Source, Track.Source> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen_share: Track.Source.ScreenShare,
};

const isSending = (publication: TrackPublication | undefined) => !!publication && !publication.isMuted;

function metadataOf(json: string | undefined): ParticipantMetadata {
  try {
    return v.parse(ParticipantMetadata, JSON.parse(json ?? ''));
  } catch {
    // The metadata are empty before the engine's first write, and a newer engine may write more than this version reads.
    return {};
  }
}

export function toTransportParticipant(from: Participant): TransportParticipant {
  const sends = (source: Source) => isSending(from.getTrackPublication(trackSources[source]));
  const { identity, attributes } = from;
  return {
    identity,
    name: attributes['name'] || from.name || identity,
    avatar: attributes['avatar'] || null,
    attributes: Object.fromEntries(
      attributeKeys.flatMap((key) => (attributes[key] ? [[key, attributes[key]]] : [])),
    ),
    metadata: metadataOf(from.metadata),
    publishing: {
      microphone: sends('microphone'),
      camera: sends('camera'),
      screen_share: sends('screen_share'),
    },
  };
}

/** `null` for a track that is not audio. */
export const toRemoteAudioTrack = (track: RemoteTrack, identity: string): RemoteAudioTrack | null =>
  track.kind === Track.Kind.Audio
    ? {
        identity,
        id: track.sid ?? track.mediaStreamTrack.id,
        track: track.mediaStreamTrack,
        attach: (element) => void track.attach(element),
        detach: (element) => void track.detach(element),
      }
    : null;

/** Whether the publish permission of a participant includes a source. */
export function canPublishSource({ permissions }: Participant, source: Track.Source): boolean {
  if (!permissions?.canPublish) return false;
  const allowed = permissions.canPublishSources.map((each) => Track.sourceFromProto(each));
  // An empty list means every source.
  return allowed.length === 0 || allowed.includes(source);
}
