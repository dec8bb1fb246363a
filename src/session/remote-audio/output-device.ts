import type { Devices } from '../../platform/capture/devices.ts';
import type { OutputWish } from '../../platform/playback/audio-outputs.ts';
import { asUTDError } from '../../errors/errors.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Device } from '../../model/shapes.ts';
import type { Choose } from '../local-media/device-selection.ts';
import type { SessionScope } from '../core/session-scope.ts';

export interface OutputDeviceDeps {
  /** Chooses an output when it is its turn, and goes over to it. */
  use(choose: Choose): Promise<void>;
}

const outputs = (all: readonly Device[]) => all.filter(({ kind }) => kind === 'audiooutput');
const ids = (all: readonly Device[]) => JSON.stringify(outputs(all).map(({ id }) => id));

/** What the sound of the others comes out of: loudspeaker, earpiece, headset. */
export abstract class OutputDevice {
  readonly #scope: SessionScope;
  readonly #world: OutputDeviceDeps;
  readonly #on;
  readonly #earpiece;
  /** As last read. */
  readonly #listed;
  /** The session in which headsets are followed. */
  #following: Lifetime | undefined;

  constructor(scope: SessionScope, world: OutputDeviceDeps) {
    this.#scope = scope;
    this.#world = world;
    this.#on = scope.eventSignal('speakerOnChanged', true);
    this.#earpiece = scope.signal(false);
    this.#listed = scope.signal<readonly Device[]>([]);
    this.speakerOn = this.#on.readonly;
    this.earpiece = this.#earpiece.readonly;
  }

  /** Sound comes out loud. Only where the earpiece of a phone is listed can it be otherwise. */
  readonly speakerOn: ReadonlySignal<boolean>;
  /** @internal There is an earpiece to go over to. */
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
   * @returns what it chose
   * @throws {UTDStreamError} `unsupported` where no output can be chosen
   */
  setSpeakerPreferBluetooth = (): Promise<Device> => this.#choose('headset');

  /** The same, and goes on with it in this session as headsets come and go. */
  applyBluetoothAudioRouting = (): Promise<Device> => {
    this.#following = this.#scope.session;
    return this.setSpeakerPreferBluetooth();
  };

  /** @internal These are plugged in now. */
  async listed(devices: Devices, all: readonly Device[]): Promise<void> {
    const before = this.#listed.value;
    this.#listed.value = all;
    const { on, earpiece } = devices.speakerOf(all);
    this.#on.value = on;
    this.#earpiece.value = earpiece;
    const { kind, label, id } = outputs(before).find(({ chosen }) => chosen) ?? {};
    // Before the browser tells ids there is one without.
    if (kind && label && id && !outputs(all).some((each) => each.id === id))
      this.#scope.emit('deviceLost', { kind, label });
    await this.route(devices.outputOf(all));
    // Only what comes or goes is followed: what the person chose meanwhile stays.
    if (this.#following === this.#scope.session && ids(before) !== ids(all)) this.#follow();
  }

  #follow(): void {
    this.setSpeakerPreferBluetooth().catch((error: unknown) =>
      this.#scope.fail(asUTDError(error, 'media_device', 'go over to a headset')),
    );
  }

  async #choose(wish: OutputWish): Promise<Device> {
    let output: Device;
    // What is chosen is known only when it is this wish's turn.
    await this.#world.use(async (devices) => {
      output = devices.outputFor(wish, await devices.list());
      return output.chosen ? () => {} : devices.choose('audiooutput', output.id);
    });
    return { ...output!, chosen: true };
  }
}
