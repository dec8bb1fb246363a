import { asUTDError } from '../../errors/errors.ts';
import type { Device } from '../../model/device.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { OutputWish } from '../../platform/playback/audio-outputs.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { DeviceSelection } from '../local-media/device-selection.ts';

export interface OutputDeviceDeps {
  readonly devices: Devices;
  readonly selection: DeviceSelection;
}

const outputs = (all: readonly Device[]) => all.filter(({ kind }) => kind === 'audiooutput');
const ids = (all: readonly Device[]) => JSON.stringify(outputs(all).map(({ id }) => id));

/** The device that plays the sound of the others: loudspeaker, earpiece, headset. */
export abstract class OutputDevice {
  readonly #scope: SessionScope;
  readonly #deps: OutputDeviceDeps;
  readonly #on;
  readonly #earpiece;
  /** The devices as last listed. */
  readonly #listed;
  /** The session in which headsets are followed. */
  #following: Lifetime | undefined;

  constructor(scope: SessionScope, deps: OutputDeviceDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.#on = scope.eventSignal('speakerOnChanged', true);
    this.#earpiece = scope.signal(false);
    this.#listed = scope.signal<readonly Device[]>([]);
    this.speakerOn = this.#on.readonly;
    this.earpiece = this.#earpiece.readonly;
    deps.selection.onListed((all) => this.#handleList(all));
  }

  /** Sound comes out of a loudspeaker. Only where the earpiece of a phone is listed can this be `false`. */
  readonly speakerOn: ReadonlySignal<boolean>;
  /** @internal Whether an earpiece is listed. */
  readonly earpiece: ReadonlySignal<boolean>;

  /** Plays by this output; an empty text is the browser's default. */
  protected abstract route(output: string): Promise<void>;

  /**
   * Plays by the loudspeaker, or by the earpiece.
   *
   * @throws {UTDStreamError} `unsupported` where no earpiece is listed, or no output can be chosen
   */
  setSpeaker = async (on: boolean): Promise<void> => {
    await this.#choose(on ? 'loudspeaker' : 'earpiece');
  };

  /**
   * Plays by a headset, known by its label, else by the default.
   *
   * @returns the chosen device
   * @throws {UTDStreamError} `unsupported` where no output can be chosen
   */
  setSpeakerPreferBluetooth = (): Promise<Device> => this.#choose('headset');

  /** Does as `setSpeakerPreferBluetooth`, and again in this session whenever outputs are connected or removed. */
  applyBluetoothAudioRouting = (): Promise<Device> => {
    this.#following = this.#scope.session;
    return this.setSpeakerPreferBluetooth();
  };

  async #handleList(all: readonly Device[]): Promise<void> {
    const { devices } = this.#deps;
    const before = this.#listed.value;
    this.#listed.value = all;
    const { on, earpiece } = devices.speakerOf(all);
    this.#on.value = on;
    this.#earpiece.value = earpiece;
    const { kind, label, id } = outputs(before).find(({ chosen }) => chosen) ?? {};
    // Before the browser tells ids, one output is listed without an id.
    if (kind && label && id && !outputs(all).some((each) => each.id === id))
      this.#scope.emit('deviceLost', { kind, label });
    await this.route(devices.outputOf(all));
    // Only connected or removed outputs are followed: a choice of the person meanwhile stays.
    if (this.#following === this.#scope.session && ids(before) !== ids(all)) this.#follow();
  }

  #follow(): void {
    this.setSpeakerPreferBluetooth().catch((error: unknown) =>
      this.#scope.fail(asUTDError(error, 'media_device', 'go over to a headset')),
    );
  }

  async #choose(wish: OutputWish): Promise<Device> {
    let output: Device;
    // Choices are queued, so the list is read when this choice has its turn.
    await this.#deps.selection.use(async (devices) => {
      output = devices.outputFor(wish, await devices.list());
      return output.chosen ? () => {} : devices.choose('audiooutput', output.id);
    });
    return { ...output!, chosen: true };
  }
}
