import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { Page } from '../../platform/page/page.ts';
import type { AudioPlayer, Playback } from '../../platform/playback/audio-player.ts';
import type { RemoteAudioTrack } from '../../platform/transport.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { OutputDevice, type OutputDeviceDeps } from './output-device.ts';
import { Volumes } from './volumes.ts';

interface RemoteAudioDeps extends OutputDeviceDeps {
  readonly player: AudioPlayer;
  readonly page: Page;
}

/** The sound of the other participants. A track is played, without a call, while its participant may be heard. */
export class RemoteAudio extends OutputDevice implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: RemoteAudioDeps;
  readonly #blocked;
  readonly #volumes: Volumes;
  /** Track id → track. */
  readonly #tracks;
  readonly #playing = new Map<string, Playback>();
  readonly #refused = new Set<string>();
  /** An empty text is the browser's default. */
  #output = '';
  /** Tracks that play by the browser's default, because the browser takes an output from within a gesture only. */
  readonly #unrouted = new Set<string>();
  #gestureAsked = false;

  constructor(scope: SessionScope, deps: RemoteAudioDeps) {
    super(scope, deps);
    this.#scope = scope;
    this.#deps = deps;
    this.#blocked = scope.eventSignal('audioBlockedChanged', false);
    this.#volumes = new Volumes(scope);
    this.#tracks = scope.signal<ReadonlyMap<string, RemoteAudioTrack>>(new Map());
    this.blocked = this.#blocked.readonly;
    this.volumes = this.#volumes.readonly;
    this.allMuted = this.#volumes.allMuted;
    // The media server may forward more: a track is attached only while its participant may be heard.
    scope.effect(
      () => this.#audible(),
      (volumes) => this.#play(volumes),
    );
  }

  /** The browser refused to play without a gesture. The next gesture anywhere on the page starts the sound. */
  readonly blocked: ReadonlySignal<boolean>;
  /** Identity → volume, 0–2, where a volume was set; all others are at 1. */
  readonly volumes: ReadonlySignal<ReadonlyMap<string, number>>;
  /** Every other participant is muted on this page. */
  readonly allMuted: ReadonlySignal<boolean>;

  /** Plays the tracks that the browser refused. The browser requires a click or a key for this call. */
  enable = async (): Promise<void> => {
    await Promise.all([
      ...[...this.#refused].map((id) => this.#playing.get(id)?.retry()),
      ...[...this.#unrouted].map((id) => this.#routeInBackground(id)),
    ]);
  };

  /**
   * Makes one participant louder or softer on this page. The volume lasts as long as the session, over outages too.
   *
   * @param volume 0 (muted) to 2 (twice as loud); 1 is as it was sent
   * @throws {UTDStreamError} `invalid_request` outside of 0–2
   */
  setVolume(identity: string, volume: number): void {
    this.#volumes.set(identity, volume);
  }

  /** Mutes all participants on this page, or plays each of them as before. */
  muteAllRemote(on: boolean): void {
    this.#volumes.muteAll(on);
  }

  /** @internal The track of a participant while it is played. */
  track(identity: string): MediaStreamTrack | undefined {
    return [...this.#tracks.value.values()].find(
      (each) => each.identity === identity && this.#playing.has(each.id),
    )?.track;
  }

  /** @internal */
  sessionStarts(): void {
    const { page } = this.#deps;
    const { signal } = this.#scope.session;
    this.#gestureAsked = false;
    page.onGesture(() => void this.enable(), signal);
    // The system may have suspended playback, and permit it again.
    page.onReturn(() => void this.enable(), signal);
  }

  /** @internal The tracks of a connection end with it. */
  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => (this.#tracks.value = new Map()));
  }

  /** @internal */
  remoteAudioChanged(track: RemoteAudioTrack, there: boolean): void {
    const tracks = new Map(this.#tracks.value);
    if (there) tracks.set(track.id, track);
    else tracks.delete(track.id);
    this.#tracks.value = tracks;
  }

  /** Every track is played by this output from now on. */
  protected async route(output: string): Promise<void> {
    if (output === this.#output) return;
    this.#output = output;
    await Promise.all([...this.#playing.keys()].map((id) => this.#routeTrack(id)));
  }

  #routeInBackground(id: string): Promise<void> {
    return this.#routeTrack(id).catch((error: unknown) =>
      this.#scope.fail(asUTDError(error, 'media_device', 'play by the chosen output')),
    );
  }

  /** Safari takes an output from within a gesture only. The next gesture anywhere on the page routes the track then. */
  async #routeTrack(id: string): Promise<void> {
    this.#unrouted.delete(id);
    try {
      await this.#playing.get(id)?.route(this.#output);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NotAllowedError') throw error;
      if (!this.#playing.has(id)) return;
      this.#unrouted.add(id);
      if (this.#gestureAsked) return;
      this.#gestureAsked = true;
      const happened = 'the browser changes the output at a click only, and plays by its default until then';
      const fix = 'Click anywhere on the page.';
      throw new UTDStreamError('media_permission', 'play by the chosen output', {
        happened,
        fix,
        cause: error,
      });
    }
  }

  /** Track id → volume, of the tracks to play. Reads signals. */
  #audible(): ReadonlyMap<string, number> {
    const { policy } = this.#scope;
    const volumes = [...this.#tracks.get().values()].map(({ id, identity }): [string, number] => [
      id,
      policy.audible(identity) ? this.#volumes.of(identity) : 0,
    ]);
    return new Map(volumes.filter(([, volume]) => volume > 0));
  }

  #play(volumes: ReadonlyMap<string, number>): void {
    for (const [id, volume] of volumes) {
      const playback = this.#playing.get(id) ?? this.#start(id);
      playback.setVolume(volume);
    }
    for (const [id, playback] of this.#playing) {
      if (volumes.has(id)) continue;
      this.#playing.delete(id);
      this.#unrouted.delete(id);
      playback.stop();
      this.#setRefused(id, false);
    }
  }

  #start(id: string): Playback {
    const track = this.#tracks.value.get(id)!; // only tracks that are there have a volume
    const playback = this.#deps.player.play(track, (playing) => this.#handlePlaying(id, playing));
    this.#playing.set(id, playback);
    if (this.#output) void this.#routeInBackground(id);
    return playback;
  }

  #handlePlaying(id: string, playing: boolean): void {
    if (playing) this.#scope.reporter.audioPlayed();
    this.#setRefused(id, !playing);
  }

  #setRefused(id: string, refused: boolean): void {
    if (refused) this.#refused.add(id);
    else this.#refused.delete(id);
    this.#blocked.value = this.#refused.size > 0;
  }
}
