/** Twenty who speak, in one window; and one who listens, by the elements, by a controller alone, or by hand. */
import { Room, RoomEvent, Track } from 'livekit-client';
import '../src/define.ts';
import { AudioRoomController } from '../src/index.ts';

const appId = '1234567890';
const room = 'speakers';

const post = async (url: string, headers: Record<string, string>, body: object) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
  return response.json();
};

const mint = (engineUrl: string, name: string, more = {}) =>
  post(
    `${engineUrl}/api/v1/token`,
    { 'x-app-id': appId },
    { name, room_name: room, session_id: crypto.randomUUID(), type: 'audio_room', ...more },
  );

/** A microphone of somebody who speaks for two seconds in ten, `seconds` before the first of them. */
function microphone(context: AudioContext, seconds: number): MediaStreamTrack {
  const { sampleRate } = context;
  const said = new AudioBuffer({ length: 10 * sampleRate, sampleRate });
  const samples = said.getChannelData(0);
  for (let at = 0; at < 2 * sampleRate; at++)
    samples[at] = 0.3 * Math.sin((2 * Math.PI * 440 * at) / sampleRate);
  const source = new AudioBufferSourceNode(context, { buffer: said, loop: true });
  const sent = context.createMediaStreamDestination();
  source.connect(sent);
  source.start(0, (context.currentTime + seconds) % 10);
  return sent.stream.getAudioTracks()[0]!;
}

const speakers = {
  /** So many people sit down, who hear nobody, and take turns. */
  async speak(engineUrl: string, count: number): Promise<void> {
    const context = new AudioContext();
    for (let seat = 0; seat < count; seat++) {
      const host = { role: 'host', seat_count: count };
      const minted = await mint(engineUrl, `speaker${seat}`, seat === 0 ? host : {});
      const session = new Room();
      const granted = new Promise((resolve) =>
        session.once(RoomEvent.ParticipantPermissionsChanged, resolve),
      );
      await session.connect(minted.url, minted.token, { autoSubscribe: false });
      const authorization = `Bearer ${minted.user_token}`;
      await post(`${engineUrl}/api/v1/rooms/${room}/seats/${seat}/take`, { authorization }, {});
      await granted;
      await session.localParticipant.publishTrack(microphone(context, (10 * seat) / count), {
        source: Track.Source.Microphone,
      });
    }
  },
  async raw(engineUrl: string): Promise<void> {
    const { url, token } = await mint(engineUrl, 'listener');
    const session = new Room();
    session.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
    await session.connect(url, token);
  },
  async controller(engineUrl: string): Promise<void> {
    const options = { appId, baseUrl: engineUrl, roomName: room };
    await new AudioRoomController(null, options).join();
  },
  /** How many are played. */
  played: () => [...document.querySelectorAll('audio')].filter(({ paused }) => !paused).length,
};

declare global {
  interface Window {
    speakers: typeof speakers;
  }
}

window.speakers = speakers;
