/** One who watches a film, by livekit-client alone. */
import { Room, RoomEvent, type RemoteTrack } from 'livekit-client';

/** Given by the test: an engine that lets everybody in. */
export const mint = (identity: string): Promise<{ url: string; token: string }> =>
  (window as unknown as { mint: typeof mint }).mint(identity);

const watched = new Room();
const videos = new Map<string, HTMLVideoElement>();
/** Sources that this viewer was told of as open, one after another. */
const told: string[] = [];
let ungreen = 0;

/** What a browser sends of a camera in the moment in which it is muted. */
const black = (mean: readonly number[]) => mean.every((each) => each < 30);

const greenish = ([red = 0, g = 0, blue = 0]: ArrayLike<number> & Iterable<number>) =>
  g > 150 && red < 100 && blue < 100;

/** The mean colour of a picture, and its pixels. */
export function pixelsOf(video: HTMLVideoElement): { mean: number[]; pixels: number[] } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 });
  const context = canvas.getContext('2d')!;
  context.drawImage(video, 0, 0, 32, 18);
  const { data } = context.getImageData(0, 0, 32, 18);
  const mean = [0, 1, 2].map(
    (channel) => data.reduce((sum, each, index) => (index % 4 === channel ? sum + each : sum), 0) / (32 * 18),
  );
  return { mean, pixels: [...data] };
}

function show(track: RemoteTrack, source: string): void {
  if (track.kind !== 'video') return;
  const video = document.createElement('video');
  video.muted = true;
  videos.set(source, video);
  document.body.append(video);
  track.attach(video);
  const look = () => {
    const { mean } = pixelsOf(video);
    if (!greenish(mean) && !black(mean)) ungreen++;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}

export const viewer = {
  async watch(): Promise<void> {
    watched.on(RoomEvent.TrackSubscribed, (track, { source }) => show(track, source));
    watched.on(RoomEvent.TrackUnsubscribed, (track, { source }) => {
      for (const element of track.detach()) {
        element.remove();
        // A track that is published again may come before the end of the one before.
        if (videos.get(source) === element) videos.delete(source);
      }
    });
    watched.on(RoomEvent.TrackPublished, ({ isMuted, source }) => isMuted || told.push(source));
    watched.on(RoomEvent.TrackUnmuted, ({ source }) => told.push(source));
    const { url, token } = await mint('viewer');
    await watched.connect(url, token, { rtcConfig: { iceServers: [] } });
  },
  /** Sources that are there and not muted. */
  sent: () =>
    [...watched.remoteParticipants.values()]
      .flatMap((each) => [...each.trackPublications.values()])
      .filter(({ isMuted }) => !isMuted)
      .map(({ source }) => source as string)
      .toSorted(),
  told,
  /** Whether a picture of this source moves: two looks differ. */
  async moves(source: string): Promise<boolean> {
    const look = () => pixelsOf(videos.get(source)!).pixels;
    if (!videos.get(source)?.videoWidth) return false;
    const before = look();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const after = videos.has(source) ? look() : before;
    return before.some((each, index) => Math.abs(each - after[index]!) > 16);
  },
  isGreen: () => videos.has('camera') && greenish(pixelsOf(videos.get('camera')!).mean),
  /** Frames of any other colour but black since the last time. */
  ungreen(): number {
    const seen = ungreen;
    ungreen = 0;
    return seen;
  },
};
