import { Track, type Participant, type RemoteTrack, type TrackPublication } from 'livekit-client';
import type { LinkPerson, RemoteAudio, Source } from './transport.ts';

/** LiveKit's names of what can be sent. */
export const sources: Record<Source, Track.Source> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen_share: Track.Source.ScreenShare,
};

const on = (publication: TrackPublication | undefined) => !!publication && !publication.isMuted;

/** A participant in our own terms. */
export function person(from: Participant): LinkPerson {
  const sends = (source: Source) => on(from.getTrackPublication(sources[source]));
  return {
    identity: from.identity,
    name: from.name ?? '',
    metadata: from.metadata ?? '',
    attributes: from.attributes,
    sending: {
      microphone: sends('microphone'),
      camera: sends('camera'),
      screen_share: sends('screen_share'),
    },
  };
}

/** A track in our own terms; `null` where it is no sound. */
export const remoteAudio = (track: RemoteTrack, identity: string): RemoteAudio | null =>
  track.kind === Track.Kind.Audio
    ? {
        identity,
        id: track.sid ?? track.mediaStreamTrack.id,
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
