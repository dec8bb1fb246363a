import type { Devices } from '../../platform/capture/devices.ts';
import type { Hindrances } from '../../platform/capture/capture-preflight.ts';
import { asUTDError } from '../../errors/errors.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Device, DeviceKind } from '../../model/shapes.ts';
import type { LocalMediaDeps } from './media-world.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** Chooses, and gives what takes the choice back. */
export type Choose = (devices: Devices) => Promise<() => void>;
/** Opens what was chosen; where that fails it has called `undo`. */
type Open = (undo: () => void) => Promise<void>;

type World = Pick<LocalMediaDeps, 'devices' | 'listed'>;

/** What is plugged in, and which of it I chose. */
export class DeviceSelection {
  readonly #scope: SessionScope;
  readonly #world: World;
  readonly #list;
  readonly #kinds;
  readonly #hindrances;
  #following: Lifetime | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(scope: SessionScope, world: World) {
    this.#scope = scope;
    this.#world = world;
    this.#list = scope.eventSignal('devicesChanged', []);
    // Until the browser has told otherwise.
    this.#kinds = scope.signal<readonly DeviceKind[]>(['audioinput']);
    this.#hindrances = scope.signal<Hindrances>({});
    this.list = this.#list.readonly;
    this.kinds = this.#kinds.readonly;
    this.hindrances = this.#hindrances.readonly;
  }

  readonly list: ReadonlySignal<readonly Device[]>;
  readonly kinds: ReadonlySignal<readonly DeviceKind[]>;
  /** Why opening would fail; none until the browser has told. */
  readonly hindrances: ReadonlySignal<Hindrances>;

  /** Lists, and goes on with it for as long as the session. Also when a device was opened: names come with it. */
  read = async (): Promise<void> => {
    try {
      await this.#reread();
    } catch (error) {
      this.#scope.fail(asUTDError(error, 'network', 'list the devices'));
    }
  };

  /** Goes over to the chosen output; where it does not play, `undo` takes the choice back. */
  #play: Open = async (undo) => {
    try {
      await this.#reread();
    } catch (error) {
      undo();
      throw asUTDError(error, 'media_device', 'play by another output');
    }
  };

  async #reread(): Promise<void> {
    const { session } = this.#scope;
    const devices = await this.#world.devices();
    const list = await devices.list();
    const hindrances = await devices.hindrances(list);
    if (session.ended) return;
    if (this.#following !== session) devices.onChange(() => void this.read(), session.signal);
    this.#following = session;
    this.#kinds.value = devices.kinds;
    this.#hindrances.value = hindrances;
    this.#list.value = list;
    await this.#world.listed(devices, list);
  }

  /** One after another, so that the last choice is the one that stays. By default it is an output. */
  use(choose: Choose, open: Open = this.#play): Promise<void> {
    const turn = this.#turn.then(() => this.#use(choose, open));
    this.#turn = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  async #use(choose: Choose, open: Open): Promise<void> {
    const undo = await choose(await this.#world.devices());
    try {
      await open(undo);
    } finally {
      await this.read();
    }
  }
}
