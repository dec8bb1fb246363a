import { Track, type Participant, type RemoteTrack, type TrackPublication } from 'livekit-client';
import * as v from 'valibot';
import { ParticipantMetadata } from '../../protocol/exit.ts';
import { attributeKeys } from '../../protocol/names.ts';
import type { TransportParticipant, RemoteAudioTrack, Source } from '../transport.ts';

/** LiveKit's names of what can be sent. */
export const sources: Record<Source, Track.Source> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen_share: Track.Source.ScreenShare,
};

const on = (publication: TrackPublication | undefined) => !!publication && !publication.isMuted;

function metadataOf(json: string | undefined): ParticipantMetadata {
  try {
    return v.parse(ParticipantMetadata, JSON.parse(json ?? ''));
  } catch {
    // Empty before the engine's first write, and another engine may say more than this one knows.
    return {};
  }
}

/** A participant in our own terms. */
export function person(from: Participant): TransportParticipant {
  const sends = (source: Source) => on(from.getTrackPublication(sources[source]));
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

/** A track in our own terms; `null` where it is no sound. */
export const remoteAudio = (track: RemoteTrack, identity: string): RemoteAudioTrack | null =>
  track.kind === Track.Kind.Audio
    ? {
        identity,
        id: track.sid ?? track.mediaStreamTrack.id,
        track: track.mediaStreamTrack,
        attach: (element) => void track.attach(element),
        detach: (element) => void track.detach(element),
      }
    : null;

export function maySend({ permissions }: Participant, source: Track.Source): boolean {
  if (!permissions?.canPublish) return false;
  const allowed = permissions.canPublishSources.map((each) => Track.sourceFromProto(each));
  // An empty list means every source.
  return allowed.length === 0 || allowed.includes(source);
}
