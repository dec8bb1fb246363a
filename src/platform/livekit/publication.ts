import {
  DeviceUnsupportedError,
  ParticipantEvent,
  PublishTrackError,
  Track,
  TrackEvent,
  TrackInvalidError,
  type LocalParticipant,
  type LocalTrack,
  type LocalTrackPublication,
} from 'livekit-client';
import { canPublishSource, trackSources } from './livekit-participant.ts';
import { PublishUnanswered, type Publication, type Sendable, type Source } from '../transport.ts';

/** The status of a `PublishTrackError` for a connection that was not there in time; all other statuses are refusals. */
const notConnected = 408;

const isRefusal = (error: unknown): boolean =>
  error instanceof TrackInvalidError ||
  error instanceof DeviceUnsupportedError ||
  (error instanceof PublishTrackError && error.status !== notConnected);

/**
 * A LiveKit track that is published. The track is kept and not its publication: a reconnect of livekit-client takes
 * every publication down and makes another. What changes in between concerns the old publication, which no longer
 * exists, so each new publication is brought to the state of the track.
 */
class PublishedTrack {
  readonly #local: LocalParticipant;
  readonly #track: LocalTrack;
  #ended = false;

  private constructor(local: LocalParticipant, track: LocalTrack) {
    this.#local = local;
    this.#track = track;
    this.#ignoreEnd();
    local.on(ParticipantEvent.LocalTrackPublished, this.#publishedAgain);
  }

  static async publish(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
    const { track: published } = await local.publishTrack(track, { source });
    return new PublishedTrack(local, published!);
  }

  get isPublished(): boolean {
    return [...this.#local.trackPublications.values()].some(({ track }) => track === this.#track);
  }

  async setMuted(muted: boolean): Promise<void> {
    await (muted ? this.#track.mute() : this.#track.unmute());
  }

  async replace(other: MediaStreamTrack): Promise<void> {
    await this.#track.replaceTrack(other, true);
  }

  async end(): Promise<void> {
    this.#ended = true;
    if (this.isPublished) await this.#unpublish();
  }

  #publishedAgain = ({ track, source }: LocalTrackPublication): void => {
    if (track !== this.#track) {
      // The source is published anew: the ended track does not come back.
      if (this.#ended && source === this.#track.source) this.#forget();
      return;
    }
    // An unpublish fails with the connection, and the next connection publishes the track once more.
    if (this.#ended) return void this.#unpublish().catch(() => {});
    this.#ignoreEnd();
    // The media server knows the state in which the track was when livekit-client asked to publish the track.
    track.emit(track.isMuted ? TrackEvent.Muted : TrackEvent.Unmuted, track);
  };

  /** The session handles the end of a track: livekit-client would unpublish a screen, and mute a replaced track. */
  #ignoreEnd(): void {
    this.#track.removeAllListeners(TrackEvent.Ended);
  }

  async #unpublish(): Promise<void> {
    await this.#local.unpublishTrack(this.#track, false);
    this.#forget();
  }

  #forget(): void {
    this.#local.off(ParticipantEvent.LocalTrackPublished, this.#publishedAgain);
  }
}

/** Publishes one track, and the next one in its place. */
async function publishTrack(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
  let published = await PublishedTrack.publish(local, track, source);
  return {
    setMuted: (muted: boolean) => published.setMuted(muted),
    async replace(other: MediaStreamTrack) {
      // The media server unpublishes a track without a permission, and a reconnect takes the publication down.
      if (published.isPublished) return published.replace(other);
      await published.end();
      published = await PublishedTrack.publish(local, other, source);
    },
    end: () => published.end(),
  };
}

async function publishTracks(
  local: LocalParticipant,
  { track, sound }: Sendable,
  source: Source,
): Promise<Publication> {
  const main = await publishTrack(local, track, trackSources[source]);
  let screenAudio: Awaited<ReturnType<typeof publishTrack>> | undefined;
  let audible = false;
  const publishAudio = async (sound: MediaStreamTrack | undefined) => {
    audible = !!sound && canPublishSource(local, Track.Source.ScreenShareAudio);
    if (!sound || !audible) return screenAudio?.setMuted(true);
    if (screenAudio) await screenAudio.replace(sound);
    else screenAudio = await publishTrack(local, sound, Track.Source.ScreenShareAudio);
  };
  const end = async () => {
    await Promise.all([main.end(), screenAudio?.end()]);
  };
  try {
    await publishAudio(sound);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async setMuted(muted) {
      await Promise.all([main.setMuted(muted), screenAudio?.setMuted(muted || !audible)]);
    },
    async replace(other) {
      await Promise.all([main.replace(other.track), publishAudio(other.sound)]);
    },
    end,
  };
}

/**
 * Publishes a source, with the audio of a screen as a second track.
 *
 * @throws {PublishUnanswered} where livekit-client gave up waiting for an answer, or the connection was lost meanwhile
 */
export const publishSource = (
  local: LocalParticipant,
  what: Sendable,
  source: Source,
): Promise<Publication> =>
  publishTracks(local, what, source).catch((error: unknown) => {
    throw isRefusal(error) ? error : new PublishUnanswered(error);
  });
