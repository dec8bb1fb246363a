import type { AudioSink, Playback } from '../edge/audio-sink.ts';
import type { Page } from '../edge/page.ts';
import type { RemoteAudio } from '../edge/transport.ts';
import type { Attempt } from '../reactive/attempt.ts';
import type { View } from '../reactive/signal.ts';
import type { Scope } from './scope.ts';

interface World {
  readonly sink: AudioSink;
  readonly page: Page;
  /** The room's word on whether this person may be heard. */
  audible(identity: string): boolean;
}

/** The sound of the others: played by itself, and only while its person may be heard. */
export class AudioOutput {
  readonly #scope: Scope;
  readonly #world: World;
  readonly #blocked;
  readonly #there = new Map<string, RemoteAudio>();
  readonly #playing = new Map<string, Playback>();
  readonly #refused = new Set<string>();
  #listening: Attempt | undefined;

  constructor(scope: Scope, world: World) {
    this.#scope = scope;
    this.#world = world;
    this.#blocked = scope.cell('audioBlockedChanged', false);
    this.blocked = this.#blocked.view;
  }

  /** The browser refused to play without a gesture. The next one anywhere on the page mends it. */
  readonly blocked: View<boolean>;

  /** Plays what the browser refused. Call it from a click or a key. */
  enable = async (): Promise<void> => {
    await Promise.all([...this.#refused].map((id) => this.#playing.get(id)?.retry()));
  };

  /** Listens for gestures for as long as the session. */
  begin(): void {
    const { session } = this.#scope;
    if (this.#listening === session) return;
    this.#listening = session;
    this.#world.page.onGesture(() => void this.enable(), session.signal);
  }

  /** A link begins: its sounds end with it. */
  linkStarts(): void {
    this.#scope.link.until(() => {
      this.#there.clear();
      this.settle();
    });
  }

  sound(sound: RemoteAudio, there: boolean): void {
    if (there) this.#there.set(sound.id, sound);
    else this.#there.delete(sound.id);
  }

  /** Whatever the media server forwards: only who may be heard is attached. */
  settle(): void {
    for (const [id, sound] of this.#there)
      if (!this.#playing.has(id) && this.#world.audible(sound.identity))
        this.#playing.set(
          id,
          this.#world.sink.play(sound, (playing) => this.#told(id, playing)),
        );
    for (const [id, playback] of this.#playing) {
      const sound = this.#there.get(id);
      if (sound && this.#world.audible(sound.identity)) continue;
      this.#playing.delete(id);
      playback.stop();
      this.#told(id, true);
    }
  }

  #told(id: string, playing: boolean): void {
    if (playing) this.#refused.delete(id);
    else this.#refused.add(id);
    this.#blocked.value = this.#refused.size > 0;
  }
}
