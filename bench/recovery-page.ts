/** A window with one person in a room, by ours or by raw livekit-client, and with an ear. */
import { Room, RoomEvent } from 'livekit-client';
import { AudioRoomController } from '../src/index.ts';
import { toneForMicrophone } from '../test/support/journey/tone.ts';

export interface Place {
  readonly engineUrl: string;
  readonly room: string;
  readonly identity: string;
  /** The seat to speak from; who has none listens. */
  readonly seat?: number;
}

/** Waits before each try of raw livekit-client by hand; the last one repeats. */
const waits = [0, 500, 1000, 2000, 4000];
/** Silence shorter than this, in milliseconds, is a gap of the network, not the loss of the connection. */
const gap = 100;

const appId = '1234567890';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

toneForMicrophone();
const context = new AudioContext();

/** When livekit-client gave up last, and when this person was connected last. */
let [ended, connected] = [0, 0];
const isConnected = () => void (connected = Date.now());

// The one of our transport, which gives it to nobody, is the last that anybody listened to.
const rooms: Room[] = [];
const listenTo = Room.prototype.on;
Room.prototype.on = function (this: Room, ...to) {
  if (!rooms.includes(this)) listenTo.call(this, RoomEvent.Disconnected, () => void (ended = Date.now()));
  rooms.push(this);
  return listenTo.apply(this, to);
};

async function ours({ engineUrl, room, identity, seat }: Place): Promise<void> {
  const session = new AudioRoomController(null, { appId, baseUrl: engineUrl, roomName: room, identity });
  session.on('connectionStateChanged', (state) => state === 'connected' && isConnected());
  await session.join();
  if (seat !== undefined) await session.seats.take(seat);
}

async function raw({ engineUrl, room: name, identity, seat }: Place): Promise<void> {
  const room = new Room();
  const session = crypto.randomUUID();
  const post = async (path: string, headers: Record<string, string>, body: object) => {
    const response = await fetch(`${engineUrl}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
    return response.json();
  };
  const enter = async (): Promise<string> => {
    const asked = { identity, room_name: name, session_id: session, type: 'audio_room' };
    const { url, token, user_token } = await post('/token', { 'x-app-id': appId }, asked);
    await room.connect(url, token);
    isConnected();
    return user_token;
  };
  const speak = async () => {
    const me = room.localParticipant;
    while (!me.permissions?.canPublish)
      await new Promise<void>((resolve) =>
        room.once(RoomEvent.ParticipantPermissionsChanged, () => resolve()),
      );
    await me.setMicrophoneEnabled(true);
  };
  let coming = true;
  const comeBack = async () => {
    if (coming) return; // a `connect` that fails says `Disconnected` too
    coming = true;
    for (let tries = 0; coming; tries++) {
      await pause(waits[Math.min(tries, waits.length - 1)]!);
      await enter().then(
        () => (coming = false),
        () => {}, // there is a next try
      );
    }
    if (seat !== undefined) await speak();
  };
  room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
  room.on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((element) => element.remove()));
  room.on(RoomEvent.Reconnected, isConnected);
  room.on(RoomEvent.Disconnected, () => void comeBack());
  const bearer = await enter();
  coming = false;
  if (seat === undefined) return;
  await post(`/rooms/${name}/seats/${seat}/take`, { authorization: `Bearer ${bearer}` }, {});
  await speak();
}

/** When something was heard last, and when for the first time after the last silence. */
let [heard, heardSince] = [0, 0];

async function listen(): Promise<void> {
  const samples = new Float32Array(256);
  const analyser = context.createAnalyser();
  const followed = new WeakSet<MediaStreamTrack>();
  for (;;) {
    for (const { srcObject, paused } of document.querySelectorAll('audio'))
      for (const track of !paused && srcObject instanceof MediaStream ? srcObject.getAudioTracks() : [])
        if (!followed.has(track)) {
          followed.add(track);
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        }
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > 0.01)) {
      const now = Date.now();
      if (now - heard > gap) heardSince = now;
      heard = now;
    }
    await pause(4);
  }
}

const recovery = {
  ours,
  raw,
  listen: () => void listen(),
  fullReconnect: () => void rooms.at(-1)!.simulateScenario('full-reconnect'),
  /** Whether this person has been back for a second since the fault and, where they listen, hears all the while. */
  isBack(fault: number, listens: boolean): boolean {
    const now = Date.now();
    const since = Math.max(connected, listens ? heardSince : 0);
    return connected > fault && now - since > 1000 && (!listens || now - heard < gap);
  },
  times: () => ({ ended, connected, heardSince }),
};

declare global {
  interface Window {
    recovery: typeof recovery;
  }
}

window.recovery = recovery;
