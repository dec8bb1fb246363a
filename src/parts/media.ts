import type { Publication } from '../edge/transport.ts';
import { asUTDError, UTDStreamError } from '../errors.ts';
import { Attempt } from '../reactive/attempt.ts';
import type { View } from '../reactive/signal.ts';
import { Grant } from './grant.ts';
import type { MediaWorld } from './media-world.ts';
import type { Scope } from './scope.ts';
import { publish } from './publish.ts';

const attempted = 'open the microphone';

/**
 * What I send. *Wanted* is what I asked for, *on* what the others can hear; between the two
 * stand the engine's grant, the browser's permission and the network. The latest wish wins.
 */
export class Media {
  readonly #scope: Scope;
  readonly #world: MediaWorld;
  readonly #grant: Grant;
  readonly #on;
  /** The open microphone; it outlives a link and ends with the wish, the grant or the session. */
  #capture = Attempt.over(new UTDStreamError('cancelled', attempted));
  #track: MediaStreamTrack | undefined;
  #publication: Publication | undefined;
  #wanted = false;
  #wish = 0;
  #working: Promise<void> | undefined;

  constructor(scope: Scope, world: MediaWorld) {
    this.#scope = scope;
    this.#world = world;
    this.#grant = new Grant(scope, world.reread);
    this.#on = scope.cell('micEnabledChanged', false);
    this.canPublish = this.#grant.view;
    this.micEnabled = this.#on.view;
  }

  /** The engine lets me send a microphone. */
  readonly canPublish: View<boolean>;
  /** My microphone is open and sent. */
  readonly micEnabled: View<boolean>;

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
    if (!on && !this.#publication) this.#stop('the microphone was switched off');
    await (this.#working ??= this.#work().finally(() => (this.#working = undefined)));
  };

  /** My right to publish may have changed. */
  permission(): void {
    const may = this.#world.transport()?.mayPublish('microphone') ?? false;
    // Only what was granted on this link can be taken away: a new one begins without.
    if (!may && this.#grant.view.get()) this.revoke();
    this.#grant.set(may);
  }

  /** I may not be heard any more: everything closes at once. */
  revoke(): void {
    if (!this.#capture.ended) this.#stop('the right to speak was taken back');
  }

  /** A link begins. What was sent before is sent again; who was muted stays muted. */
  async linkStarts(): Promise<void> {
    this.#scope.link.until(() => {
      this.#publication = undefined;
      this.#grant.set(false);
    });
    if (!this.#track) return;
    try {
      // livekit-client stops what it sent when it leaves a page that freezes.
      if (this.#track.readyState === 'ended') return await this.#reopen();
      await this.#grant.arrived(this.#capture, attempted);
      await this.#publish(this.#track);
      await this.#publication?.setMuted(!this.#wanted);
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
        if (wanted && !this.#publication) await this.#open();
        else await this.#publication?.setMuted(!wanted);
        if (this.#publication || !wanted) this.#on.value = wanted;
      } catch (error) {
        if (wish !== this.#wish) continue;
        // Nothing is tried again by itself: the next try is the person's.
        this.#stop('it could not be opened');
        throw error;
      }
    }
  }

  async #open(): Promise<void> {
    const capture = (this.#capture = this.#scope.session.inner());
    capture.until(() => {
      this.#track = this.#publication = undefined;
      this.#on.value = false;
    });
    await this.#grant.arrived(capture, attempted);
    const opened = this.#world.devices.microphone();
    // Whenever the prompt is answered: an ended capture gives the track back by itself.
    const track = await capture.during(opened.then((track) => capture.own(track, () => track.stop())));
    this.#track = track;
    this.#world.capturing();
    await this.#publish(track);
  }

  async #publish(track: MediaStreamTrack): Promise<void> {
    this.#publication = await publish(this.#scope.clock, this.#world.transport(), track, this.#capture);
  }

  async #reopen(): Promise<void> {
    const wanted = this.#wanted;
    this.#stop('it had ended');
    if (wanted) await this.setMicrophone(true);
  }

  #stop(why: string): void {
    this.#wanted = false;
    void this.#capture.end(new UTDStreamError('cancelled', attempted, { happened: why }));
  }
}
