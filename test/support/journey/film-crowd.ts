/** Publishers of small cameras in one page, by livekit-client alone. */
import { Room, RoomEvent, Track } from 'livekit-client';
import { mint } from './film-viewer.ts';

const crowd = new Map<string, Room>();

/** A small camera that is painted in one colour after another. */
function paintedTrack(): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d')!;
  const [track] = canvas.captureStream(10).getVideoTracks();
  const timer = setInterval(() => {
    if (track!.readyState === 'ended') clearInterval(timer);
    context.fillStyle = `hsl(${(performance.now() / 2) % 360} 100% 50%)`;
    context.fillRect(0, 0, 320, 180);
  }, 100);
  return track!;
}

/** Sends a camera, once the engine grants it. */
async function send(room: Room): Promise<void> {
  const { localParticipant } = room;
  while (!localParticipant.permissions?.canPublish)
    await new Promise<void>((resolve) => room.once(RoomEvent.ParticipantPermissionsChanged, () => resolve()));
  await localParticipant.publishTrack(paintedTrack(), { source: Track.Source.Camera });
}

export const filmCrowd = {
  /** Joins as each of these identities. */
  async gather(identities: readonly string[]): Promise<void> {
    await Promise.all(
      identities.map(async (identity) => {
        const room = new Room({ dynacast: true });
        crowd.set(identity, room);
        const { url, token } = await mint(identity);
        await room.connect(url, token, { rtcConfig: { iceServers: [] } });
      }),
    );
  },
  /** Every participant of `gather` sends a camera. */
  async sendAll(): Promise<void> {
    await Promise.all([...crowd.values()].map(send));
  },
  /** One participant sends their camera, in the place of a camera that was sent before. */
  async sendAnew(identity: string): Promise<void> {
    const room = crowd.get(identity)!;
    for (const { track } of room.localParticipant.videoTrackPublications.values())
      if (track) await room.localParticipant.unpublishTrack(track);
    await send(room);
  },
};
