import { UTDStreamError } from '../../errors/errors.ts';
import type { ConnectionQuality } from '../../model/session-state.ts';
import type { VideoSize, VideoSource, VideoView } from '../../model/video-view.ts';
import type { Reception, RemoteVideoTrack, TransportParticipant } from '../../platform/transport.ts';
import { equal } from '../../reactive/equal.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

interface RemoteVideoDeps {
  /** The media server's list, the local participant first. */
  readonly participants: ReadonlySignal<readonly TransportParticipant[]>;
  quality(identity: string): ReadonlySignal<ConnectionQuality>;
  /** The track of the local participant. */
  local(source: VideoSource): ReadonlySignal<MediaStreamTrack | undefined>;
}

/** Milliseconds that an unwatched picture stays subscribed: a tile that is scrolled back comes without a negotiation. */
const linger = 30_000;

/**
 * The pixels that are received for each pixel that is shown. A screen is mostly text, which the encoder's half size
 * blurs more than the browser's scaling of the full size.
 */
const density: Readonly<Record<VideoSource, number>> = { camera: 1, screen_share: 2 };

type Watches = ReadonlyMap<string, readonly VideoSize[]>;

const keyOf = (identity: string, source: VideoSource) => `${source} ${identity}`;

/** The pictures of the participants. A picture is received while a watch asks for it and its participant may be seen. */
export class RemoteVideo implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: RemoteVideoDeps;
  readonly #videos;
  /** Key → the sizes that are asked for; empty while the picture lingers. Watches outlive a session, as elements do. */
  readonly #watches: StateSignal<Watches>;
  readonly #views: Readonly<Record<VideoSource, (identity: string) => ReadonlySignal<VideoView>>>;

  constructor(scope: SessionScope, deps: RemoteVideoDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#videos = scope.signal<readonly RemoteVideoTrack[]>([]);
    this.#watches = new StateSignal<Watches>(new Map(), () => scope.batch(() => {}));
    const views = (source: VideoSource) =>
      memoized((identity: string) => computed(() => this.#view(identity, source), equal));
    this.#views = { camera: views('camera'), screen_share: views('screen_share') };
    // The media server may forward more: a picture is received only while its participant may be seen.
    scope.effect(
      () => new Map(this.#videos.get().map((video) => [video.id, this.#reception(video)])),
      (receptions) => {
        for (const [id, reception] of receptions) scope.transport?.receiveVideo(id, reception);
      },
    );
  }

  view(identity: string, source: VideoSource): ReadonlySignal<VideoView> {
    return this.#views[source](identity);
  }

  watch(identity: string, source: VideoSource, { width, height }: VideoSize): () => void {
    if (!(width > 0 && height > 0))
      throw new UTDStreamError('invalid_request', `watch the video of '${identity}'`, {
        field: width > 0 ? 'height' : 'width',
        happened: `a size is two numbers above 0, not ${width} × ${height}`,
      });
    const key = keyOf(identity, source);
    const size = { width, height };
    const others = () => this.#watches.value.get(key)?.filter((each) => each !== size) ?? [];
    this.#setSizes(key, [...others(), size]);
    return () => {
      if (!this.#watches.value.get(key)?.includes(size)) return;
      this.#setSizes(key, others());
      if (!others().length) this.#linger(key);
    };
  }

  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => (this.#videos.value = []));
  }

  remoteVideoChanged(): void {
    this.#videos.value = this.#scope.transport?.remoteVideos() ?? [];
  }

  #setSizes(key: string, sizes: readonly VideoSize[] | undefined): void {
    const watches = new Map(this.#watches.value);
    if (sizes) watches.set(key, sizes);
    else watches.delete(key);
    this.#watches.value = watches;
  }

  /** Ends the subscription later, unless a watch begins meanwhile. */
  #linger(key: string): void {
    const { session, clock } = this.#scope;
    const released = this.#watches.value.get(key);
    const lifetime = session.child();
    const over = () => new UTDStreamError('cancelled', 'watch any longer');
    lifetime.onEnd(() => this.#watches.value.get(key) === released && this.#setSizes(key, undefined));
    clock.after(linger, () => void lifetime.end(over()), lifetime.signal);
  }

  /** Reads signals. */
  #reception({ identity, source }: RemoteVideoTrack): Reception {
    const sizes = this.#watches.get().get(keyOf(identity, source));
    if (!sizes || !this.#scope.policy.visible(identity, source)) return 'none';
    if (!sizes.length) return 'paused';
    const largest = (side: keyof VideoSize) =>
      Math.ceil(density[source] * Math.max(...sizes.map((size) => size[side])));
    return { width: largest('width'), height: largest('height') };
  }

  /** Reads signals. */
  #view(identity: string, source: VideoSource): VideoView {
    const { policy } = this.#scope;
    const mine = identity === this.#scope.identity.get();
    const { sent, width, height, ...shown } = mine ? this.#local(source) : this.#remote(identity, source);
    const muted = policy.videoMuted(identity) ? 'moderator' : sent ? null : 'self';
    return { mine, muted, subscribed: !!shown.track, ...shown, width, height };
  }

  #local(source: VideoSource) {
    const track = this.#deps.local(source).get();
    const { width = 0, height = 0 } = track?.getSettings() ?? {};
    return { sent: !!track, live: !!track, lost: false, track, width, height };
  }

  #remote(identity: string, source: VideoSource) {
    const { participants, quality } = this.#deps;
    const visible = this.#scope.policy.visible(identity, source);
    const listed = participants.get().find((each) => each.identity === identity);
    const sent = visible && listed?.publishing[source] === true;
    const video = this.#videos.get().find((each) => each.identity === identity && each.source === source);
    const track = visible ? video?.track : undefined;
    const asked = !!this.#watches.get().get(keyOf(identity, source))?.length;
    const lost = !listed || !this.#scope.connected.get() || quality(identity).get() === 'lost';
    const { width = 0, height = 0 } = video ?? {};
    return { sent, live: sent && !!track && asked && !lost, lost, track, width, height };
  }
}
