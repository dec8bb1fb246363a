import {
  DeviceUnsupportedError,
  LocalAudioTrack,
  LocalVideoTrack,
  ParticipantEvent,
  PublishTrackError,
  Track,
  TrackEvent,
  TrackInvalidError,
  type LocalParticipant,
  type LocalTrack,
} from 'livekit-client';
import { canPublishSource, trackSources } from './livekit-participant.ts';
import { PublishUnanswered, type Publication, type Sendable, type Source } from '../transport.ts';

/** The status of a `PublishTrackError` for a connection that was not there in time; all other statuses are refusals. */
const notConnected = 408;

const isRefusal = (error: unknown): boolean =>
  error instanceof TrackInvalidError ||
  error instanceof DeviceUnsupportedError ||
  (error instanceof PublishTrackError && error.status !== notConnected);

/** A track that is muted from its first packet on. livekit-client would unmute a plain track to publish it. */
async function mutedTrack(track: MediaStreamTrack): Promise<LocalTrack> {
  const Made = track.kind === 'audio' ? LocalAudioTrack : LocalVideoTrack;
  const made = new Made(track, undefined, true) as LocalTrack;
  return made.mute();
}

/** Every track that was published: livekit-client may publish a track again long after its end. */
const publishedTracks = new WeakMap<LocalTrack, PublishedTrack>();
/** The tracks of a participant that have not ended. */
const lasting = new WeakMap<LocalParticipant, Set<PublishedTrack>>();

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
    publishedTracks.set(track, this);
    const followed = lasting.get(local);
    lasting.set(local, (followed ?? new Set()).add(this));
    if (followed) return;
    local.on(ParticipantEvent.LocalTrackPublished, ({ track: again }) => {
      const known = again && publishedTracks.get(again);
      if (known) known.#publishedAgain();
    });
  }

  /** Publishes a track, muted where the track is disabled: a mute outlives the connection in which it was made. */
  static async publish(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
    const publishable = track.enabled ? track : await mutedTrack(track);
    const { track: published } = await local.publishTrack(publishable, { source });
    return new PublishedTrack(local, published!);
  }

  /** A track without a permission ends, and one whose device is closed gives way to another: neither is lost. */
  get isLost(): boolean {
    const { source, mediaStreamTrack } = this.#track;
    const isWanted = mediaStreamTrack.readyState === 'live' && canPublishSource(this.#local, source);
    return isWanted && !this.isPublished;
  }

  get isPublished(): boolean {
    return [...this.#local.trackPublications.values()].some(({ track }) => track === this.#track);
  }

  get isMuted(): boolean {
    return this.#track.isMuted;
  }

  async setMuted(muted: boolean): Promise<void> {
    await (muted ? this.#track.mute() : this.#track.unmute());
  }

  async replace(other: MediaStreamTrack): Promise<void> {
    await this.#track.replaceTrack(other, true);
  }

  /** Ends a track whose connection has ended: no later connection publishes the track. */
  abandon(): void {
    this.#ended = true;
    lasting.get(this.#local)?.delete(this);
  }

  async end(): Promise<void> {
    this.abandon();
    if (this.isPublished) await this.#unpublish();
  }

  #publishedAgain(): void {
    // An unpublish fails with the connection, and the next connection publishes the track once more.
    if (this.#ended) return void this.#unpublish().catch(() => {});
    this.#ignoreEnd();
    // The media server knows the state in which the track was when livekit-client asked to publish the track.
    const { isMuted } = this.#track;
    this.#track.emit(isMuted ? TrackEvent.Muted : TrackEvent.Unmuted, this.#track);
  }

  /** The session handles the end of a track: livekit-client would unpublish a screen, and mute a replaced track. */
  #ignoreEnd(): void {
    this.#track.removeAllListeners(TrackEvent.Ended);
  }

  async #unpublish(): Promise<void> {
    await this.#local.unpublishTrack(this.#track, false);
  }
}

/**
 * Whether livekit-client has lost a publication: a reconnect unpublishes every track, and forgets a track whose second
 * publish fails, as where the connection is lost once more. The media server may have the track nevertheless.
 */
export const hasLostPublication = (local: LocalParticipant): boolean =>
  [...(lasting.get(local) ?? [])].some((each) => each.isLost);

/** Ends the publications of earlier connections. */
export function abandonPublications(local: LocalParticipant): void {
  for (const each of lasting.get(local) ?? []) each.abandon();
}

/** Publishes one track, and the next one in its place. */
async function publishTrack(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
  let published = await PublishedTrack.publish(local, track, source);
  return {
    setMuted: (muted: boolean) => published.setMuted(muted),
    async replace(other: MediaStreamTrack) {
      // livekit-client sends a track before it mutes that track.
      other.enabled = !published.isMuted;
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
