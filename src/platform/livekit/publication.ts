import {
  DeviceUnsupportedError,
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

/** Publishes one track. The LiveKit track is kept and not its publication, which a reconnect replaces by another. */
async function publishTrack(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
  const publish = async (track: MediaStreamTrack): Promise<LocalTrack> => {
    const published = (await local.publishTrack(track, { source })).track!;
    // The session handles the end of a track: livekit-client would unpublish a screen, and mute a replaced track.
    published.removeAllListeners(TrackEvent.Ended);
    return published;
  };
  let published = await publish(track);
  const isPublished = () => [...local.trackPublications.values()].some(({ track }) => track === published);
  return {
    setMuted: async (muted: boolean) => void (await (muted ? published.mute() : published.unmute())),
    async replace(other: MediaStreamTrack) {
      // After a reconnect livekit-client listens for `ended` again, and so unpublishes a screen that ends.
      if (isPublished()) await published.replaceTrack(other, true);
      else published = await publish(other);
    },
    async end() {
      if (isPublished()) await local.unpublishTrack(published, false);
    },
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
