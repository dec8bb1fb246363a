import type { CaptureAsk, Captured } from '../../src/edge/captured.ts';
import type { Devices } from '../../src/edge/devices.ts';
import type { Hindrances } from '../../src/edge/hindrance.ts';
import { Sender, type Sends } from '../../src/edge/sender.ts';
import type { Source } from '../../src/edge/transport.ts';
import { UTDStreamError } from '../../src/errors.ts';
import type { Processor } from '../../src/options.ts';
import type { Device, DeviceKind } from '../../src/shapes.ts';

export class FakeTrack extends EventTarget {
  stopped = false;
  enabled = true;
  readyState = 'live';
  readonly id: string;
  readonly label: string;
  readonly source: Source;

  constructor(id: string, source: Source) {
    super();
    this.id = id;
    this.label = id;
    this.source = source;
  }

  stop = () => {
    this.stopped = true;
    this.readyState = 'ended';
  };

  /** Its device is pulled out, or the browser's own button pressed. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

const kindOf: Readonly<Record<Source, DeviceKind | 'screen'>> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  screen_share: 'screen',
};

/** Devices by their names, the default of each kind first; what was chosen is remembered as in a browser. */
export class FakeDevices implements Devices {
  kinds: readonly DeviceKind[] = ['audioinput', 'videoinput'];
  /** Why opening would fail. */
  hindered: Hindrances = {};
  microphones = ['built-in', 'headset'];
  cameras = ['front', 'back'];
  /** The chosen microphone. */
  chosen = '';
  chosenCamera = '';
  readonly tracks: FakeTrack[] = [];
  readonly processors: Processor[] = [];
  /** What each opening asked for. */
  readonly asked: CaptureAsk[] = [];
  readonly #listeners = new Set<() => void>();
  /** Takes the place of the prompt. */
  prompt: () => Promise<void> = async () => {};

  list = async (): Promise<readonly Device[]> =>
    [...this.microphones, ...this.cameras].map((id) => {
      const kind = this.cameras.includes(id) ? 'videoinput' : 'audioinput';
      return { id, label: `The ${id}`, kind, chosen: id === this.#opened(kind) };
    });

  hindrances = async () => this.hindered;

  onChange(fn: () => void, signal: AbortSignal): void {
    this.#listeners.add(fn);
    signal.addEventListener('abort', () => this.#listeners.delete(fn), { once: true });
  }

  async choose(kind: DeviceKind, id: string): Promise<() => void> {
    const camera = kind === 'videoinput';
    if (!(camera ? this.cameras : this.microphones).includes(id))
      throw new UTDStreamError('invalid_request', 'use another device');
    const before = camera ? this.chosenCamera : this.chosen;
    const set = (to: string) => void (camera ? (this.chosenCamera = to) : (this.chosen = to));
    set(id);
    return () => set(before);
  }

  async chooseOther(): Promise<() => void> {
    const other = this.cameras.find((id) => id !== this.#opened('videoinput'));
    if (!other) throw new UTDStreamError('unsupported', 'switch the camera');
    return this.choose('videoinput', other);
  }

  sender = (of: Sends) => new Sender(of, this, UTDStreamError);

  async open(source: Source, ask: CaptureAsk): Promise<Captured> {
    this.asked.push(ask);
    await this.prompt();
    const id = this.#opened(kindOf[source]);
    if (id === undefined) throw new UTDStreamError('media_device', 'open it');
    if (ask.make) this.processors.push(ask.make());
    const track = new FakeTrack(id, source);
    this.tracks.push(track);
    return {
      track: track as unknown as MediaStreamTrack, // what is used of it is there
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

  /** From now on the browser keeps these back. */
  hinder(hindered: Hindrances): void {
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
    const there = kind === 'videoinput' ? this.cameras : this.microphones;
    const chosen = kind === 'videoinput' ? this.chosenCamera : this.chosen;
    return there.find((id) => id === chosen) ?? there[0];
  }
}
