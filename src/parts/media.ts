import { asUTDError, UTDStreamError } from '../errors.ts';
import type { View } from '../reactive/signal.ts';
import type { Device, DeviceKind } from '../shapes.ts';
import { Capture } from './capture.ts';
import { DeviceChoice } from './devices.ts';
import { Grant } from './grant.ts';
import type { MediaWorld } from './media-world.ts';
import type { Scope } from './scope.ts';

const attempted = 'open the microphone';

/**
 * What I send. *Wanted* is what I asked for, *on* what the others can hear; between the two
 * stand the engine's grant, the browser's permission and the network. The latest wish wins.
 */
export class Media {
  readonly #scope: Scope;
  readonly #world: MediaWorld;
  readonly #grant: Grant;
  readonly #choice: DeviceChoice;
  readonly #on;
  #capture: Capture | undefined;
  #wanted = false;
  #wish = 0;
  #working: Promise<void> | undefined;

  constructor(scope: Scope, world: MediaWorld) {
    this.#scope = scope;
    this.#world = world;
    this.#grant = new Grant(scope, world.reread);
    this.#on = scope.cell('micEnabledChanged', false);
    this.#choice = new DeviceChoice(scope, world.devices);
    this.devices = this.#choice.list;
    this.choosable = this.#choice.kinds;
    this.canPublish = this.#grant.view;
    this.micEnabled = this.#on.view;
  }

  /** The engine lets me send a microphone. */
  readonly canPublish: View<boolean>;
  /** My microphone is open and sent. */
  readonly micEnabled: View<boolean>;
  /** What is plugged in; known while joined. Names come once the person has let this page use a device. */
  readonly devices: View<readonly Device[]>;
  /** The kinds of devices that can be chosen in this browser. */
  readonly choosable: View<readonly DeviceKind[]>;

  /**
   * Opens or mutes my microphone. A muted one stays captured, so that it is back at once; leaving
   * the seat or the room closes it.
   *
   * @throws {UTDStreamError} `not_joined`, `not_seated`, `grant_timeout`, `media_permission`,
   *   `media_device`, `publish_denied`, `cancelled` where the seat or the session was lost first
   */
  setMicrophone = async (on: boolean): Promise<void> => {
    if (this.#scope.session.ended)
      throw new UTDStreamError('not_joined', on ? attempted : 'mute the microphone');
    const refused = on && this.#world.refused();
    if (refused) throw new UTDStreamError(refused, attempted);
    this.#wish++;
    this.#wanted = on;
    // A capture that nobody wants any more is not waited for, and neither is its prompt.
    if (!on && !this.#capture?.publication) this.#stop('the microphone was switched off');
    await (this.#working ??= this.#work().finally(() => (this.#working = undefined)));
  };

  /**
   * Chooses a device, for this session and the next ones of this origin. An open microphone goes
   * over to it at once.
   *
   * @param id of one of `devices`
   * @throws {UTDStreamError} `invalid_request` where there is none of that id, `unsupported`,
   *   and what opening it can throw; then the one before stays.
   */
  use = (kind: DeviceKind, id: string): Promise<void> =>
    this.#choice.use(kind, id, () => this.#capture?.replace());

  /** A session begins. */
  begin = (): Promise<void> => this.#choice.read();

  /** My right to publish may have changed. */
  permission(): void {
    const may = this.#world.transport()?.mayPublish('microphone') ?? false;
    // Only what was granted on this link can be taken away: a new one begins without.
    if (!may && this.#grant.view.get()) this.revoke();
    this.#grant.set(may);
  }

  /** I may not be heard any more: everything closes at once. */
  revoke(): void {
    if (this.#capture) this.#stop('the right to speak was taken back');
  }

  /** A link begins. What was sent before is sent again; who was muted stays muted. */
  async linkStarts(): Promise<void> {
    this.#scope.link.until(() => {
      if (this.#capture) this.#capture.publication = undefined;
      this.#grant.set(false);
    });
    const capture = this.#capture;
    if (!capture?.track) return;
    try {
      // livekit-client stops what it sent when it leaves a page that freezes.
      if (capture.track.readyState === 'ended') return await this.#reopen();
      await capture.sendAgain();
    } catch (error) {
      this.revoke();
      this.#scope.fail(asUTDError(error, 'publish_denied', 'send the microphone again'));
    }
  }

  /** One at a time, until what is on is what is wanted. Who was overtaken shares the latest outcome. */
  async #work(): Promise<void> {
    while (this.#on.value !== this.#wanted) {
      const wish = this.#wish;
      const wanted = this.#wanted;
      try {
        if (wanted && !this.#capture?.publication) await this.#open();
        else await this.#capture?.setMuted(!wanted);
        if (this.#capture?.publication || !wanted) this.#on.value = wanted;
      } catch (error) {
        if (wish !== this.#wish) continue;
        // Nothing is tried again by itself: the next try is the person's.
        this.#stop('it could not be opened');
        throw error;
      }
    }
  }

  async #open(): Promise<void> {
    const capture = new Capture(this.#scope, this.#world, this.#grant, () => {
      this.#capture = undefined;
      this.#wanted = this.#on.value = false;
    });
    this.#capture = capture;
    await capture.open();
    void this.#choice.read();
  }

  async #reopen(): Promise<void> {
    const wanted = this.#wanted;
    this.#stop('it had ended');
    if (wanted) await this.setMicrophone(true);
  }

  #stop(why: string): void {
    this.#wanted = false;
    this.#capture?.end(why);
  }
}
