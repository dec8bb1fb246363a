import { Track, TrackEvent, type LocalParticipant, type LocalTrack } from 'livekit-client';
import { maySend, sources } from './livekit-participant.ts';
import type { Publication, Sendable, Source } from '../transport.ts';

/** One track that is sent. The track is held and not its publication, of which a reconnection makes another. */
async function send(local: LocalParticipant, track: MediaStreamTrack, source: Track.Source) {
  const publish = async (track: MediaStreamTrack): Promise<LocalTrack> => {
    const published = (await local.publishTrack(track, { source })).track!;
    // What ends is the session's to see to: livekit-client would unpublish a screen, and mute what is replaced.
    published.removeAllListeners(TrackEvent.Ended);
    return published;
  };
  let sent = await publish(track);
  const isThere = () => [...local.trackPublications.values()].some(({ track }) => track === sent);
  return {
    setMuted: async (muted: boolean) => void (await (muted ? sent.mute() : sent.unmute())),
    async replace(other: MediaStreamTrack) {
      // After a reconnection it listens again, and so unpublishes a screen that ends.
      if (isThere()) await sent.replaceTrack(other, true);
      else sent = await publish(other);
    },
    async end() {
      if (isThere()) await local.unpublishTrack(sent, false);
    },
  };
}

/** Publishes a source, and of a screen the sound beside it. */
export async function publishSource(
  local: LocalParticipant,
  { track, sound }: Sendable,
  source: Source,
): Promise<Publication> {
  const main = await send(local, track, sources[source]);
  let beside: Awaited<ReturnType<typeof send>> | undefined;
  let sounds = false;
  const sendSound = async (sound: MediaStreamTrack | undefined) => {
    sounds = !!sound && maySend(local, Track.Source.ScreenShareAudio);
    if (!sound || !sounds) return beside?.setMuted(true);
    if (beside) await beside.replace(sound);
    else beside = await send(local, sound, Track.Source.ScreenShareAudio);
  };
  const end = async () => {
    await Promise.all([main.end(), beside?.end()]);
  };
  try {
    await sendSound(sound);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async setMuted(muted) {
      await Promise.all([main.setMuted(muted), beside?.setMuted(muted || !sounds)]);
    },
    async replace(other) {
      await Promise.all([main.replace(other.track), sendSound(other.sound)]);
    },
    end,
  };
}
