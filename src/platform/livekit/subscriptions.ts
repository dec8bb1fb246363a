import { RemoteTrackPublication, Track, type Room } from 'livekit-client';
import type { VideoSource } from '../../model/video-view.ts';
import type { Reception, RemoteVideoTrack } from '../transport.ts';

/** The sources of pictures. Pictures of any other source are not received, because the source is the sender's word. */
const videoSources: { readonly [source in Track.Source]?: VideoSource } = {
  [Track.Source.Camera]: 'camera',
  [Track.Source.ScreenShare]: 'screen_share',
};

interface RemoteVideoPublication {
  readonly identity: string;
  readonly source: VideoSource;
  readonly publication: RemoteTrackPublication;
}

/** Applies a reception to a publication. Settings of a track that is not here yet would be lost. */
function receive(publication: RemoteTrackPublication, reception: Reception): void {
  const wanted = reception !== 'none';
  if (publication.isDesired !== wanted) publication.setSubscribed(wanted);
  if (!wanted || !publication.track) return;
  if (reception !== 'paused') publication.setVideoDimensions(reception);
  publication.setEnabled(reception !== 'paused');
}

/**
 * The tracks of others that are received: all audio, and of the pictures those that were asked for. A full reconnect
 * makes every publication anew, under the same id, and the requests count for the new ones.
 */
export class Subscriptions {
  readonly #room: Room;
  /** Id of a publication → the part of it that was asked for. */
  readonly #receptions = new Map<string, Reception>();

  constructor(room: Room) {
    this.#room = room;
  }

  videos(): readonly RemoteVideoTrack[] {
    // A later publication stands in the place of an earlier one: a reconnect publishes again before the old one ends.
    const bySource = new Map(
      this.#publications().map((each) => [`${each.source} ${each.identity}`, each] as const),
    );
    return [...bySource.values()].map(({ identity, source, publication }) => ({
      identity,
      source,
      id: publication.trackSid,
      track: publication.track?.mediaStreamTrack,
      width: publication.dimensions?.width ?? 0,
      height: publication.dimensions?.height ?? 0,
    }));
  }

  receiveVideo(id: string, reception: Reception): void {
    if (reception === 'none') this.#receptions.delete(id);
    else this.#receptions.set(id, reception);
    for (const { publication } of this.#publications())
      if (publication.trackSid === id) receive(publication, reception);
  }

  /** Brings every publication to what was asked for. */
  apply(): void {
    for (const each of this.#room.remoteParticipants.values())
      for (const publication of each.audioTrackPublications.values())
        if (publication instanceof RemoteTrackPublication && !publication.isDesired)
          publication.setSubscribed(true);
    for (const { publication } of this.#publications())
      receive(publication, this.#receptions.get(publication.trackSid) ?? 'none');
  }

  #publications(): readonly RemoteVideoPublication[] {
    return [...this.#room.remoteParticipants.values()].flatMap(({ identity, videoTrackPublications }) =>
      [...videoTrackPublications.values()].flatMap((publication) => {
        const source = videoSources[publication.source];
        return source && publication instanceof RemoteTrackPublication
          ? [{ identity, source, publication }]
          : [];
      }),
    );
  }
}
