/** The globals of a page of a film: a participant by our own session, and a viewer by livekit-client. */
import { ParticipantEvent, Room, RoomEvent } from 'livekit-client';
import type { EngineApi } from '../../../src/platform/engine-http/engine-api.ts';
import { peerConnectionStats } from '../../../src/platform/livekit/livekit-patches.ts';
import { browserPlatform } from '../../../src/platform/platform.ts';
import { FilmController } from '../fakes/film-controller.ts';
import { filmCrowd } from './film-crowd.ts';
import { filmTiles } from './film-tiles.ts';
import { filmVideos } from './film-videos.ts';
import { mint, viewer } from './film-viewer.ts';

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
    const rest = {
      user_token: 'bearer',
      identity,
      role: 'listener',
      expires_in: 900,
      features: ['chat'],
      room,
    };
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

// Every time at which a sender gets a track that is not silent.
let exposed = 0;
const note = (track: unknown) => {
  if (track instanceof MediaStreamTrack && track.kind === 'audio' && track.enabled) exposed++;
};
const { addTransceiver } = RTCPeerConnection.prototype;
RTCPeerConnection.prototype.addTransceiver = function (this: RTCPeerConnection, track, init) {
  note(track);
  return addTransceiver.call(this, track, init);
};
const { replaceTrack } = RTCRtpSender.prototype;
RTCRtpSender.prototype.replaceTrack = function (this: RTCRtpSender, track) {
  note(track);
  return replaceTrack.call(this, track);
};

// The one of our transport, which gives it to nobody, is the last that anybody listened to.
const rooms: Room[] = [];
const listen = Room.prototype.on;
Room.prototype.on = function (this: Room, ...to) {
  rooms.push(this);
  return listen.apply(this, to);
};

/** A processor that sends nothing but green, whatever it is given. */
function green() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const paint = () => {
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(0 255 0)';
    context.fillRect(0, 0, 320, 180);
  };
  let timer = 0;
  paint(); // a stream begins with what is there
  return {
    name: 'green',
    processedTrack: canvas.captureStream(15).getVideoTracks()[0],
    async init() {
      timer = window.setInterval(paint, 60);
    },
    async destroy() {
      window.clearInterval(timer);
    },
  };
}

const film = {
  green,
  session: undefined as FilmController | undefined,
  errors: [] as string[],
  async join(identity: string): Promise<void> {
    // The shape of the engine is the test's to answer for.
    const edge = { ...browserPlatform(), api: () => api(identity) as unknown as EngineApi };
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
  /** Stops every packet of a picture, without a message to the media server. */
  async loseUplink(): Promise<void> {
    const senders = connections.flatMap((each) => each.getSenders());
    await Promise.all(senders.map((each) => each.replaceTrack(null)));
  },
  /**
   * livekit-client connects anew, and publishes again what it has. The act comes while the last of these sources is
   * being published: the media server is asked, and the answer is not there yet.
   */
  async reconnect(sources: readonly string[] = [], act: () => unknown = () => {}): Promise<void> {
    const mine = rooms.at(-1)!;
    const back = new Promise<void>((resolve) => mine.once(RoomEvent.Reconnected, () => resolve()));
    const waiting = new Set(sources);
    let acted: unknown;
    mine.localParticipant.on(ParticipantEvent.LocalSenderCreated, (_, { source }) => {
      if (waiting.delete(source) && !waiting.size) acted = act();
    });
    await mine.simulateScenario('full-reconnect');
    await back;
    await acted;
  },
  /** livekit-client gives the connection up, and the session makes another. */
  drop: () => rooms.at(-1)!.disconnect(false),
  /** How often a voice that is not muted was given to the connection since the last time. */
  exposed(): number {
    const times = exposed;
    exposed = 0;
    return times;
  },
  /** Which kinds of statistics our own connection has. */
  statistics: async () => (await peerConnectionStats(rooms.at(-1)!)).map(({ type }) => type as string),
  publications: () => rooms.at(-1)!.localParticipant.trackPublications.size,
  transceivers: () =>
    connections
      .filter(({ connectionState }) => connectionState !== 'closed')
      .reduce((sum, each) => sum + each.getTransceivers().length, 0),
  ...viewer,
  ...filmCrowd,
  ...filmVideos((): FilmController => film.session!),
  ...filmTiles({ session: (): FilmController => film.session!, connections }),
};

export type Film = typeof film;
window.film = film;
