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

type Kind = 'audio' | 'video';

/** The use of a place in a product of this name. */
const kindsOf = (type: string): readonly Kind[] => (type === 'live_stream' ? ['audio', 'video'] : ['audio']);

interface Person {
  readonly url: string;
  readonly room: string;
  readonly kinds: readonly Kind[];
  readonly bearer: string;
  /** Media tokens, oldest first: of the mint, and all that the media server sent. */
  readonly tokens: string[];
  readonly packets: Packet[];
  /** The connection that is used; older ones may live. */
  now: Room | undefined;
}

const people = new Map<string, Person>();
const person = (identity: string) => people.get(identity)!;
/** How many sources a token permits: where a part was taken, a later token permits fewer. */
const sourcesOf = (token: string): number => {
  const { canPublish, canPublishSources = [] } = JSON.parse(atob(token.split('.')[1]!)).video;
  return canPublish ? canPublishSources.length : 0;
};

/** Who is removed meanwhile is told so by nobody: livekit-client waits for 15 s. */
const within = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((late) => setTimeout(late, 2_000))]).catch(() => undefined);

/** What livekit-client would ask itself before it asks the server. */
const bold = { hasPermissionsToPublish: () => true };

export const raw = {
  ask,
  person,

  /** The newest of the tokens by which this person might send most. */
  granted: (identity: string) =>
    person(identity).tokens.reduce((best, each) => (sourcesOf(each) >= sourcesOf(best) ? each : best)),

  async mint(identity: string, room: string, more: { type?: string; [key: string]: unknown } = {}) {
    const session_id = identity.replace(/\W/g, '-').padEnd(32, '0');
    const { status, json } = await ask('POST', '/token', { identity, session_id, room_name: room, ...more });
    if (status === 200) {
      const { url, token, user_token: bearer } = json;
      const kinds = kindsOf(more.type ?? '');
      people.set(identity, { url, room, kinds, bearer, tokens: [token], packets: [], now: undefined });
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
  async enter(identity: string, room: string, more: { type?: string; [key: string]: unknown } = {}) {
    await raw.mint(identity, room, more);
    await raw.connect(identity);
    await raw.as(identity, 'GET', '');
  },

  /** Sends a tone, and on a stage a picture too, as soon as the grant has arrived. */
  async perform(identity: string) {
    const { now, kinds } = person(identity);
    for (const kind of kinds)
      for (;;)
        try {
          await raw.sendKind(now!, kind);
          break;
        } catch {
          // The grant is on its way.
          await new Promise((later) => setTimeout(later, 50));
        }
  },

  sendKind: (room: Room, kind: Kind): Promise<void> =>
    raw.send(room, kind === 'audio' ? Track.Source.Microphone : Track.Source.Camera, kind),

  async send(room: Room, source = Track.Source.Microphone, kind: Kind = 'audio'): Promise<void> {
    const track =
      kind === 'audio'
        ? (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0]!
        : picture();
    await room.localParticipant.publishTrack(track, { source, simulcast: false });
  },

  /** Comes back by an old token and sends at once. What came of it, in a word. */
  async replay(identity: string, token: string, suffix = ''): Promise<string> {
    const room = await within(raw.connect(identity, token, suffix));
    return room ? raw.tryAll(identity, room) : 'not let in';
  },

  /** Goes on trying with the connection that it has. */
  insist: (identity: string) => raw.tryAll(identity, person(identity).now!),

  /** Tries to send each kind. */
  async tryAll(identity: string, room: Room): Promise<string> {
    const tries = person(identity).kinds.map((kind) =>
      within(raw.sendKind(room, kind).then(() => `sent ${kind}`)),
    );
    return (await Promise.all(tries)).filter(Boolean).join(' and ') || 'sent nothing';
  },
};

declare global {
  interface Window {
    raw: typeof raw;
  }
}
