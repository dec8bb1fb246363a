import type {
  TransportListener,
  TransportParticipant,
  Publication,
  Reception,
  RemoteAudioTrack,
  RemoteVideoTrack,
  Sendable,
  Source,
  Transport,
} from '../../../src/platform/transport.ts';
import type { Trouble } from '../../../src/model/session-state.ts';
import type { VideoSource } from '../../../src/model/video-view.ts';
import { FakeTrack } from './fake-track.ts';
import type { Role } from '../../../src/protocol/role.ts';

export const person = (
  identity: string,
  more: Partial<TransportParticipant> & { role?: Role; microphone?: boolean } = {},
): TransportParticipant => {
  const { role = 'listener', microphone = false, ...rest } = more;
  return {
    identity,
    name: identity.toUpperCase(),
    avatar: null,
    metadata: { role },
    attributes: {},
    publishing: { microphone, camera: false, screen_share: false },
    ...rest,
  };
};

/** What was published, and what became of it. */
interface Sent {
  readonly source: Source;
  track: MediaStreamTrack;
  sound: MediaStreamTrack | undefined;
  muted: boolean;
  ended: boolean;
}

/** A media server that says what the test wants. Extend it by a method for each thing it can tell. */
export class FakeTransport implements Transport {
  all: TransportParticipant[] = [];
  listener: TransportListener | undefined;
  readonly published: Sent[] = [];
  readonly connects: { url: string; token: string }[] = [];
  disconnects = 0;
  readonly #may = new Set<Source>();
  /** Takes the place of the next connect's outcome. */
  nextConnect: (() => Promise<void>) | undefined;
  /** Takes the place of the outcome of sending another track. */
  replaced: () => Promise<void> = async () => {};

  async connect(
    to: { url: string; token: string },
    listener: TransportListener,
    signal: AbortSignal,
  ): Promise<void> {
    this.connects.push(to);
    const outcome = this.nextConnect;
    this.nextConnect = undefined;
    await outcome?.();
    signal.throwIfAborted();
    this.listener = listener;
    signal.addEventListener('abort', () => (this.listener = undefined), { once: true });
    listener.participantsChanged();
    listener.remoteVideoChanged();
    listener.permissionsChanged();
  }

  async disconnect(): Promise<void> {
    this.disconnects++;
    this.listener = undefined;
  }

  participants = () => this.all;
  troubled: Trouble | null = null;
  trouble = async () => this.troubled;
  flowing = true;
  mediaFlows = () => this.flowing;
  lost = false;
  publicationLost = () => this.lost;
  canPublish = (source: Source) => this.#may.has(source);

  /** The media server's answer to each `publish`. */
  publishing: () => Promise<void> = async () => {};

  async publish({ track, sound }: Sendable, source: Source): Promise<Publication> {
    await this.publishing();
    const record: Sent = { source, track, sound, muted: false, ended: false };
    this.published.push(record);
    return {
      setMuted: async (muted) => void (record.muted = muted),
      replace: async (other) => {
        await this.replaced();
        Object.assign(record, { track: other.track, sound: other.sound });
      },
      end: async () => void (record.ended = true),
    };
  }

  /** Whether the token grants data. */
  data = false;
  canPublishData = () => this.data;
  /** Data packets that were sent, as text. */
  readonly packets: string[] = [];
  publishData = async (payload: Uint8Array) => void this.packets.push(new TextDecoder().decode(payload));

  /** The engine's grant arrives, or is taken away. */
  grant(may: boolean, source: Source = 'microphone'): void {
    if (may) this.#may.add(source);
    else this.#may.delete(source);
    this.listener?.permissionsChanged();
  }

  show(...people: TransportParticipant[]): void {
    this.all = people;
    this.listener?.participantsChanged();
  }

  sound(identity: string, there = true): RemoteAudioTrack {
    const sound: RemoteAudioTrack = {
      identity,
      id: `track-${identity}`,
      attach() {},
      detach() {},
      track: new FakeTrack(`${identity}’s`, 'microphone') as unknown as MediaStreamTrack,
    };
    this.listener?.remoteAudioChanged(sound, there);
    return sound;
  }

  /** The pictures that others publish; `picture` adds one. */
  videos: RemoteVideoTrack[] = [];
  /** Id of a picture → the part of it that was asked for last. */
  readonly receptions = new Map<string, Reception>();
  /** Takes the place of the track that arrives when a picture is asked for. */
  makeTrack = (id: string, source: VideoSource) => new FakeTrack(id, source) as unknown as MediaStreamTrack;
  remoteVideos = () => this.videos;

  receiveVideo(id: string, reception: Reception): void {
    this.receptions.set(id, reception);
    const before = this.videos.find((each) => each.id === id);
    if (!before || !before.track === (reception === 'none')) return;
    const track = reception === 'none' ? undefined : this.makeTrack(id, before.source);
    this.videos = this.videos.map((each) => (each.id === id ? { ...each, track } : each));
    queueMicrotask(() => this.listener?.remoteVideoChanged());
  }

  /** A picture is published or, with `there` false, not any more. @returns its id */
  picture(identity: string, source: VideoSource = 'camera', there = true): string {
    const id = `${source}-${identity}`;
    this.videos = this.videos.filter((each) => each.id !== id);
    if (there)
      this.videos = [...this.videos, { identity, source, id, track: undefined, width: 1280, height: 720 }];
    this.listener?.remoteVideoChanged();
    return id;
  }

  push(message: unknown, sender = ''): void {
    this.listener?.dataReceived(
      new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message)),
      sender,
    );
  }
}
