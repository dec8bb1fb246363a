import { asUTDError } from '../../errors/errors.ts';
import type { Device, DeviceKind } from '../../model/device.ts';
import type { CapturePreflight } from '../../platform/capture/capture-preflight.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** Chooses a device. The result takes the choice back. */
export type Choose = (devices: Devices) => Promise<() => void>;
/** Opens the chosen device, or calls `undo` and rejects. */
type Open = (undo: () => void) => Promise<void>;
/** Handles a new list of devices. Rejects where the chosen output does not play. */
type Listed = (all: readonly Device[]) => Promise<void>;

/** The devices of the machine, and which of them the person chose. */
export class DeviceSelection implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #devices: Devices;
  readonly #list;
  readonly #kinds;
  readonly #hindrances;
  #listed: Listed = async () => {};
  #following: Lifetime | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(scope: SessionScope, devices: Devices) {
    this.#scope = scope;
    this.#devices = devices;
    this.#list = scope.eventSignal('devicesChanged', []);
    // The kinds before the first list of the browser.
    this.#kinds = scope.signal<readonly DeviceKind[]>(['audioinput']);
    this.#hindrances = scope.signal<CapturePreflight>({});
    this.list = this.#list.readonly;
    this.kinds = this.#kinds.readonly;
    this.hindrances = this.#hindrances.readonly;
  }

  readonly list: ReadonlySignal<readonly Device[]>;
  readonly kinds: ReadonlySignal<readonly DeviceKind[]>;
  /** The reasons for which sources cannot be opened; empty before the first list. */
  readonly hindrances: ReadonlySignal<CapturePreflight>;

  /** Handles each new list, the chosen output included. */
  onListed(handler: Listed): void {
    this.#listed = handler;
  }

  admitted(): void {
    void this.read();
  }

  longOutageEnds(): void {
    void this.read();
  }

  /** Lists the devices, and again after each change for as long as the session. Names come once a device was opened. */
  read = async (): Promise<void> => {
    try {
      await this.#read();
    } catch (error) {
      this.#scope.fail(asUTDError(error, 'network', 'list the devices'));
    }
  };

  /** One choice after another, so that the last choice stays. Without `open` the choice is an output. */
  use(choose: Choose, open: Open = this.#play): Promise<void> {
    const used = this.#queue.then(() => this.#use(choose, open));
    this.#queue = used.catch(() => {}); // the caller handles the failure
    return used;
  }

  /** Plays by the chosen output. */
  readonly #play: Open = async (undo) => {
    try {
      await this.#read();
    } catch (error) {
      undo();
      throw asUTDError(error, 'media_device', 'play by another output');
    }
  };

  async #read(): Promise<void> {
    const { session } = this.#scope;
    const devices = this.#devices;
    const list = await devices.list();
    const hindrances = await devices.preflight(list);
    if (session.ended) return;
    if (this.#following !== session) devices.onChange(() => void this.read(), session.signal);
    this.#following = session;
    this.#kinds.value = devices.kinds;
    this.#hindrances.value = hindrances;
    this.#list.value = list;
    await this.#listed(list);
  }

  async #use(choose: Choose, open: Open): Promise<void> {
    const undo = await choose(this.#devices);
    try {
      await open(undo);
    } finally {
      await this.read();
    }
  }
}
