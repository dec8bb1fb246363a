/** What a page of a film holds: one who sends by our own session, or one who watches by livekit-client alone. */
import { Room, RoomEvent, type RemoteTrack } from 'livekit-client';
import type { EngineApi } from '../../src/edge/engine-api.ts';
import { openEdge } from '../../src/edge/edge.ts';
import { FilmController } from './film-controller.ts';

/** Given by the test: an engine that lets everybody in. */
declare const mint: (identity: string) => Promise<{ url: string; token: string }>;

const room = {
  room: 'film',
  type: 'audio_room',
  owner: null,
  roles: {},
  participants: [],
  server_time: '2026-01-01T00:00:00Z',
  epoch: 1,
  rev: 1,
  mode: 'free',
  mode_id: null,
  seats: [],
};

const api = (identity: string) => ({
  async call(name: string) {
    if (name !== 'mint') return name === 'readRoom' ? room : undefined;
    const rest = { user_token: 'bearer', identity, role: 'listener', expires_in: 900, features: [], room };
    return { ...(await mint(identity)), ...rest };
  },
});

// Noted before anything opens them: every connection, and every device.
const connections: RTCPeerConnection[] = [];
const opened: MediaStreamTrack[] = [];
window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
  construct(target, args) {
    const made = new target(...(args as [RTCConfiguration]));
    connections.push(made);
    return made;
  },
});
const media = navigator.mediaDevices;
for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
  const real = media[name].bind(media);
  media[name] = async (asked) => {
    const stream = await real(asked);
    opened.push(...stream.getTracks());
    return stream;
  };
}

/** A processor that sends nothing but green, whatever it is given. */
function green() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const paint = () => {
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(0 255 0)';
    context.fillRect(0, 0, 320, 180);
  };
  let timer = 0;
  return {
    name: 'green',
    processedTrack: canvas.captureStream(15).getVideoTracks()[0],
    async init() {
      paint();
      timer = window.setInterval(paint, 60);
    },
    async destroy() {
      window.clearInterval(timer);
    },
  };
}

const watched = new Room();
const videos = new Map<string, HTMLVideoElement>();
let ungreen = 0;

const greenish = ([red = 0, g = 0, blue = 0]: ArrayLike<number> & Iterable<number>) =>
  g > 150 && red < 100 && blue < 100;

/** The mean colour of a picture, and its pixels. */
function pixelsOf(video: HTMLVideoElement): { mean: number[]; pixels: number[] } {
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
    if (!greenish(pixelsOf(video).mean)) ungreen++;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}

const film = {
  green,
  session: undefined as FilmController | undefined,
  errors: [] as string[],
  async join(identity: string): Promise<void> {
    // The shape of the engine is the test's to answer for.
    const edge = { ...openEdge(), api: () => api(identity) as unknown as EngineApi };
    const session = new FilmController({ rtcConfig: { iceServers: [] } }, edge);
    session.on('error', ({ code }) => film.errors.push(code));
    film.session = session;
    await session.join();
  },
  /** Lights that are on. */
  lit: () => opened.filter(({ readyState }) => readyState === 'live').length,
  /** What the browser's own button does. */
  stopSharing(): void {
    const [track] = opened.filter(({ readyState }) => readyState === 'live').slice(-1);
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
  },
  transceivers: () =>
    connections
      .filter(({ connectionState }) => connectionState !== 'closed')
      .reduce((sum, each) => sum + each.getTransceivers().length, 0),
  async watch(): Promise<void> {
    watched.on(RoomEvent.TrackSubscribed, (track, { source }) => show(track, source));
    watched.on(RoomEvent.TrackUnsubscribed, (_, { source }) => {
      videos.get(source)?.remove();
      videos.delete(source);
    });
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
  /** Frames of any other colour since the last time. */
  ungreen(): number {
    const seen = ungreen;
    ungreen = 0;
    return seen;
  },
};

declare global {
  interface Window {
    film: typeof film;
  }
}
window.film = film;
