import type { Devices } from '../../src/edge/devices.ts';
import { UTDStreamError } from '../../src/errors.ts';
import type { Device, DeviceKind } from '../../src/shapes.ts';

export class FakeTrack extends EventTarget {
  stopped = false;
  enabled = true;
  readonly kind = 'audio';
  readyState = 'live';
  readonly id: string;
  readonly label: string;

  constructor(id: string) {
    super();
    this.id = id;
    this.label = id;
  }

  stop = () => {
    this.stopped = true;
    this.readyState = 'ended';
  };

  /** Its device is pulled out. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** Microphones by their names, the default first; what was chosen is remembered as in a browser. */
export class FakeDevices implements Devices {
  kinds: readonly DeviceKind[] = ['audioinput'];
  microphones = ['built-in', 'headset'];
  chosen = '';
  readonly tracks: FakeTrack[] = [];
  readonly #listeners = new Set<() => void>();
  /** Takes the place of the prompt for the microphone. */
  prompt: () => Promise<void> = async () => {};

  list = async (): Promise<readonly Device[]> =>
    this.microphones.map((id) => ({
      id,
      label: `The ${id}`,
      kind: 'audioinput',
      chosen: id === this.#opened(),
    }));

  onChange(fn: () => void, signal: AbortSignal): void {
    this.#listeners.add(fn);
    signal.addEventListener('abort', () => this.#listeners.delete(fn), { once: true });
  }

  async choose(_kind: DeviceKind, id: string): Promise<() => void> {
    if (!this.microphones.includes(id)) throw new UTDStreamError('invalid_request', 'use another device');
    const before = this.chosen;
    this.chosen = id;
    return () => (this.chosen = before);
  }

  async microphone(): Promise<MediaStreamTrack> {
    await this.prompt();
    const id = this.#opened();
    if (id === undefined) throw new UTDStreamError('media_device', 'open the microphone');
    const track = new FakeTrack(id);
    this.tracks.push(track);
    return track as unknown as MediaStreamTrack; // what is used of it is there
  }

  /** Who hears of a device that comes or goes. */
  get heard(): number {
    return this.#listeners.size;
  }

  /** From now on these are plugged in. */
  plug(...microphones: string[]): void {
    const gone = this.tracks.filter(({ label, stopped }) => !stopped && !microphones.includes(label));
    this.microphones = microphones;
    for (const track of gone) track.end();
    for (const fn of this.#listeners) fn();
  }

  #opened = () => this.microphones.find((id) => id === this.chosen) ?? this.microphones[0];
}
