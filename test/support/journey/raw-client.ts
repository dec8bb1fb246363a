/**
 * The page of a modified client: it uses livekit-client and the engine's REST as it likes, keeps every token
 * that it was ever given, asks itself nothing, and plays all that the media server sends.
 */
import { Room, RoomEvent, Track, type RoomOptions } from 'livekit-client';
import { ask } from './raw-ask.ts';
import { picture, play } from './raw-media.ts';
import { toneForMicrophone } from './tone.ts';

toneForMicrophone();
/** Hears nobody: several attackers in one page would hear each other. */
const deaf = new URL(location.href).searchParams.has('deaf');

/** A data packet as it arrived. */
interface Packet {
  readonly sender: string;
  readonly text: string;
}

interface Person {
  readonly url: string;
  readonly room: string;
  readonly bearer: string;
  /** Media tokens, oldest first: of the mint, and all that the media server sent. */
  readonly tokens: string[];
  readonly packets: Packet[];
  /** The connection that is used; older ones may live. */
  now: Room | undefined;
}

const people = new Map<string, Person>();
const person = (identity: string) => people.get(identity)!;
const mayPublish = (token: string): boolean =>
  JSON.parse(atob(token.split('.')[1]!)).video.canPublish === true;

/** Who is removed meanwhile is told so by nobody: livekit-client waits for 15 s. */
const within = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((late) => setTimeout(late, 2_000))]).catch(() => undefined);

/** What livekit-client would ask itself before it asks the server. */
const bold = { hasPermissionsToPublish: () => true };

export const raw = {
  ask,
  person,

  /** The newest token by which this person might speak. */
  granted: (identity: string) => person(identity).tokens.findLast(mayPublish)!,

  async mint(identity: string, room: string, more: object = {}) {
    const session_id = identity.replace(/\W/g, '-').padEnd(32, '0');
    const { status, json } = await ask('POST', '/token', { identity, session_id, room_name: room, ...more });
    if (status === 200) {
      const { url, token, user_token: bearer } = json;
      people.set(identity, { url, room, bearer, tokens: [token], packets: [], now: undefined });
    }
    return { status, code: json.code as string | undefined };
  },

  as: (identity: string, method: string, path: string, body?: object) =>
    ask(method, `/rooms/${person(identity).room}${path}`, body, person(identity).bearer),

  /** @param suffix joins as `identity#suffix`, which livekit-server does for who may publish */
  async connect(
    identity: string,
    token = person(identity).tokens[0]!,
    suffix = '',
    options: RoomOptions = {},
  ) {
    const who = person(identity);
    const room = new Room({ ...options, ...(suffix && { singlePeerConnection: false }) });
    room.on(RoomEvent.TrackSubscribed, (track, _, { identity }) => play(track, identity, true));
    room.on(RoomEvent.TrackUnsubscribed, (track, _, { identity }) => play(track, identity, false));
    room.on(RoomEvent.DataReceived, (payload, from, _kind, _topic, _encryption, sender) =>
      who.packets.push({ sender: sender ?? from?.identity ?? '?', text: new TextDecoder().decode(payload) }),
    );
    room.on(RoomEvent.SignalConnected, () => {
      let kept = token;
      Object.defineProperty(room.engine, 'token', {
        configurable: true,
        get: () => kept,
        set: (fresh: string) => {
          kept = fresh;
          who.tokens.push(fresh);
        },
      });
    });
    Object.assign(room.localParticipant, bold);
    const url = who.url + (suffix && `?publish=${suffix}`);
    await room.connect(url, token, { autoSubscribe: !deaf, rtcConfig: { iceServers: [] } });
    who.now = room;
    return room;
  },

  /** Joins, and tells the engine, as every client does. */
  async enter(identity: string, room: string, more: object = {}) {
    await raw.mint(identity, room, more);
    await raw.connect(identity);
    await raw.as(identity, 'GET', '');
  },

  /** Sits down and sends a tone. */
  async speak(identity: string, seat: number) {
    await raw.as(identity, 'POST', `/seats/${seat}/take`);
    for (;;)
      try {
        return await raw.send(person(identity).now!);
      } catch {
        // The grant is on its way.
        await new Promise((later) => setTimeout(later, 50));
      }
  },

  async send(room: Room, source = Track.Source.Microphone, kind: 'audio' | 'video' = 'audio'): Promise<void> {
    const track =
      kind === 'audio'
        ? (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0]!
        : picture();
    await room.localParticipant.publishTrack(track, { source, simulcast: false });
  },

  /** Comes back by an old token and sends at once. What came of it, in a word. */
  async replay(identity: string, token: string, suffix = ''): Promise<string> {
    const room = await within(raw.connect(identity, token, suffix));
    return room ? ((await within(raw.send(room).then(() => 'sent'))) ?? 'sent nothing') : 'not let in';
  },

  /** Goes on trying with the connection that it has. */
  insist: async (identity: string) =>
    (await within(raw.send(person(identity).now!).then(() => 'sent'))) ?? 'sent nothing',
};

declare global {
  interface Window {
    raw: typeof raw;
  }
}
