import type { CapturedSource, CaptureOptions } from '../../../src/platform/capture/get-user-media.ts';
import type { Devices } from '../../../src/platform/capture/devices.ts';
import type { CapturePreflight } from '../../../src/platform/capture/capture-preflight.ts';
import {
  chosenOutputId,
  loudspeakerState,
  matchingOutput,
} from '../../../src/platform/playback/audio-outputs.ts';
import { LocalTrack, type LocalTrackDeps } from '../../../src/platform/capture/local-track.ts';
import type { Source } from '../../../src/platform/transport.ts';
import { UTDStreamError } from '../../../src/errors/errors.ts';
import type { Processor } from '../../../src/model/options.ts';
import type { Device, DeviceKind } from '../../../src/model/device.ts';
import { FakeTrack } from './fake-track.ts';

const kindOf: Readonly<Record<Source, DeviceKind | 'screen'>> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  screen_share: 'screen',
};

/** Where each kind is kept. */
const places = {
  audioinput: { there: 'microphones', chosen: 'chosen' },
  videoinput: { there: 'cameras', chosen: 'chosenCamera' },
  audiooutput: { there: 'outputs', chosen: 'chosenOutput' },
} as const satisfies Record<DeviceKind, unknown>;

/** Devices by their names, the default of each kind first; what was chosen is remembered as in a browser. */
export class FakeDevices implements Devices {
  kinds: readonly DeviceKind[] = ['audioinput', 'videoinput'];
  /** Why opening would fail. */
  hindered: CapturePreflight = {};
  microphones = ['built-in', 'headset'];
  cameras = ['front', 'back'];
  /** None is listed unless the test says so. */
  outputs: string[] = [];
  /** The chosen microphone. */
  chosen = '';
  chosenCamera = '';
  chosenOutput = '';
  readonly tracks: FakeTrack[] = [];
  readonly processors: Processor[] = [];
  /** What each opening asked for. */
  readonly asked: CaptureOptions[] = [];
  readonly #listeners = new Set<() => void>();
  /** Takes the place of the prompt. */
  prompt: () => Promise<void> = async () => {};

  list = async (): Promise<readonly Device[]> =>
    Object.entries(places).flatMap(([kind, { there }]) =>
      this[there].map((id) => ({
        id,
        label: `The ${id}`,
        kind: kind as DeviceKind,
        chosen: id === this.#opened(kind as DeviceKind),
      })),
    );

  outputOf = chosenOutputId;
  speakerOf = loudspeakerState;
  outputFor = matchingOutput;

  preflight = async () => this.hindered;

  onChange(fn: () => void, signal: AbortSignal): void {
    this.#listeners.add(fn);
    signal.addEventListener('abort', () => this.#listeners.delete(fn), { once: true });
  }

  async choose(kind: DeviceKind, id: string): Promise<() => void> {
    const { there, chosen } = places[kind];
    if (!this[there].includes(id)) throw new UTDStreamError('invalid_request', 'use another device');
    const before = this[chosen];
    this[chosen] = id;
    return () => void (this[chosen] = before);
  }

  async chooseOther(): Promise<() => void> {
    const other = this.cameras.find((id) => id !== this.#opened('videoinput'));
    if (!other) throw new UTDStreamError('unsupported', 'switch the camera');
    return this.choose('videoinput', other);
  }

  /** How loud every track is that somebody listens to, and which those are. */
  loudness = 0;
  readonly heardBy = new Set<MediaStreamTrack>();

  loudnessOf = (track: MediaStreamTrack, signal: AbortSignal) => {
    this.heardBy.add(track);
    signal.addEventListener('abort', () => this.heardBy.delete(track), { once: true });
    return () => this.loudness;
  };
  sender = (of: LocalTrackDeps) => new LocalTrack(of, (source, ask) => this.open(source, ask));

  /** Takes the place of a fake track, where a browser is to show it. */
  trackOf = (track: FakeTrack): MediaStreamTrack => track as unknown as MediaStreamTrack; // what is used of it is there

  async open(source: Source, ask: CaptureOptions): Promise<CapturedSource> {
    this.asked.push(ask);
    await this.prompt();
    const id = this.#opened(kindOf[source]);
    if (id === undefined) throw new UTDStreamError('media_device', 'open it');
    if (ask.make) this.processors.push(ask.make());
    const track = new FakeTrack(id, source);
    this.tracks.push(track);
    return {
      track: this.trackOf(track),
      label: id,
      onEnded: (fn, signal) => track.addEventListener('ended', fn, { signal }),
      stop: track.stop,
    };
  }

  /** Who hears of a device that comes or goes. */
  get heard(): number {
    return this.#listeners.size;
  }

  /** From now on these microphones are plugged in. */
  plug(...microphones: string[]): void {
    this.microphones = microphones;
    this.#changed();
  }

  /** From now on these cameras are plugged in. */
  plugCameras(...cameras: string[]): void {
    this.cameras = cameras;
    this.#changed();
  }

  /** From now on sound can come out of these, the first being the default. */
  plugOutputs(...outputs: string[]): void {
    this.outputs = outputs;
    this.kinds = ['audioinput', 'audiooutput', 'videoinput'];
    this.#changed();
  }

  /** From now on the browser keeps these back. */
  hinder(hindered: CapturePreflight): void {
    this.hindered = hindered;
    this.#changed();
  }

  #changed(): void {
    const there = new Set([...this.microphones, ...this.cameras, 'the screen']);
    for (const track of this.tracks.filter(({ label, stopped }) => !stopped && !there.has(label)))
      track.end();
    for (const fn of this.#listeners) fn();
  }

  #opened(kind: DeviceKind | 'screen'): string | undefined {
    if (kind === 'screen') return 'the screen';
    const { there, chosen } = places[kind];
    return this[there].find((id) => id === this[chosen]) ?? this[there][0];
  }
}
