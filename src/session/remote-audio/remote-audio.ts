import type { AudioPlayer, Playback } from '../../platform/playback/audio-player.ts';
import type { Page } from '../../platform/page/page.ts';
import type { RemoteAudioTrack } from '../../platform/transport.ts';
import { asUTDError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { OutputDevice, type OutputDeviceDeps } from './output-device.ts';
import { Volumes } from './volumes.ts';

interface RemoteAudioDeps extends OutputDeviceDeps {
  readonly sink: AudioPlayer;
  readonly page: Page;
  /** The room's word on whether this person may be heard. */
  audible(identity: string): boolean;
}

/** The sound of the others: played by itself, and only while its person may be heard. */
export class RemoteAudio extends OutputDevice {
  readonly #scope: SessionScope;
  readonly #world: RemoteAudioDeps;
  readonly #blocked;
  readonly #volumes: Volumes;
  readonly #there = new Map<string, RemoteAudioTrack>();
  readonly #playing = new Map<string, Playback>();
  readonly #refused = new Set<string>();
  /** An empty text is the browser's default. */
  #output = '';

  constructor(scope: SessionScope, world: RemoteAudioDeps) {
    super(scope, world);
    this.#scope = scope;
    this.#world = world;
    this.#blocked = scope.eventSignal('audioBlockedChanged', false);
    this.#volumes = new Volumes(scope);
    this.blocked = this.#blocked.readonly;
    this.volumes = this.#volumes.view;
    this.allMuted = this.#volumes.allMuted;
  }

  /** The browser refused to play without a gesture. The next one anywhere on the page mends it. */
  readonly blocked: ReadonlySignal<boolean>;
  /** Identity → volume, 0–2, of those whose volume was set; the others are at 1. */
  readonly volumes: ReadonlySignal<ReadonlyMap<string, number>>;
  /** I have muted everybody for me. */
  readonly allMuted: ReadonlySignal<boolean>;

  /** Plays what the browser refused. Call it from a click or a key. */
  enable = async (): Promise<void> => {
    await Promise.all([...this.#refused].map((id) => this.#playing.get(id)?.retry()));
  };

  /**
   * Makes one person louder or softer for me. It lasts as long as the session, over outages too.
   *
   * @param volume 0 (muted for me) to 2 (twice as loud); 1 is as it was sent
   * @throws {UTDStreamError} `invalid_request` outside of that
   */
  setVolume(identity: string, volume: number): void {
    this.#volumes.set(identity, volume);
    this.settle();
  }

  /** @internal What I hear of somebody just now. */
  track(identity: string): MediaStreamTrack | undefined {
    return [...this.#there.values()].find((each) => each.identity === identity && this.#playing.has(each.id))
      ?.track;
  }

  /** Mutes everybody for me, or lets them be heard again as they were. */
  muteAllRemote(on: boolean): void {
    this.#volumes.muteAll(on);
    this.settle();
  }

  /** Listens for gestures for as long as the session. */
  follow(): void {
    const { session } = this.#scope;
    // A return, too: what the system has suspended it may let play again.
    this.#world.page.onGesture(() => void this.enable(), session.signal);
    this.#world.page.onReturn(() => void this.enable(), session.signal);
  }

  /** A link begins: its sounds end with it. */
  linkStarts(): void {
    this.#scope.mediaConnection.onEnd(() => {
      this.#there.clear();
      this.settle();
    });
  }

  /** Everybody is played by this output from now on, and who comes later. */
  protected async route(output: string): Promise<void> {
    if (output === this.#output) return;
    this.#output = output;
    await Promise.all([...this.#playing.values()].map((each) => each.route(output)));
  }

  sound(sound: RemoteAudioTrack, there: boolean): void {
    if (there) this.#there.set(sound.id, sound);
    else this.#there.delete(sound.id);
  }

  /** Whatever the media server forwards: only who may be heard, and is not muted for me, is attached. */
  settle(): void {
    for (const [id, sound] of this.#there) {
      const volume = this.#loudness(sound);
      if (volume === 0) continue;
      const playback = this.#playing.get(id) ?? this.#play(id, sound);
      playback.setVolume(volume);
    }
    for (const [id, playback] of this.#playing) {
      const sound = this.#there.get(id);
      if (sound && this.#loudness(sound) > 0) continue;
      this.#playing.delete(id);
      playback.stop();
      this.#hold(id, false);
    }
  }

  #loudness = ({ identity }: RemoteAudioTrack): number =>
    this.#world.audible(identity) ? this.#volumes.of(identity) : 0;

  #play(id: string, sound: RemoteAudioTrack): Playback {
    const playback = this.#world.sink.play(sound, (playing) => this.#told(id, playing));
    this.#playing.set(id, playback);
    if (this.#output) playback.route(this.#output).catch((error: unknown) => this.#notRouted(error));
    return playback;
  }

  #notRouted(error: unknown): void {
    this.#scope.fail(asUTDError(error, 'media_device', 'play by the chosen output'));
  }

  #told(id: string, playing: boolean): void {
    if (playing) this.#scope.reporter.heard();
    this.#hold(id, !playing);
  }

  #hold(id: string, refused: boolean): void {
    if (refused) this.#refused.add(id);
    else this.#refused.delete(id);
    this.#blocked.value = this.#refused.size > 0;
  }
}
