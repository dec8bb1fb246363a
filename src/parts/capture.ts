import type { Publication } from '../edge/transport.ts';
import { UTDStreamError } from '../errors.ts';
import type { Attempt } from '../reactive/attempt.ts';
import type { Grant } from './grant.ts';
import type { MediaWorld } from './media-world.ts';
import { publish } from './publish.ts';
import type { Scope } from './scope.ts';

const attempted = 'open the microphone';

/** An open microphone, and what is sent of it. It outlives a link, and ends with the wish, the grant or the session. */
export class Capture {
  readonly #scope: Scope;
  readonly #world: MediaWorld;
  readonly #grant: Grant;
  readonly #attempt: Attempt;
  /** Opening and each change of device, one after another. */
  #turn: Promise<void> = Promise.resolve();
  #muted = false;
  track: MediaStreamTrack | undefined;
  publication: Publication | undefined;

  /** @param closed told when it ends. */
  constructor(scope: Scope, world: MediaWorld, grant: Grant, closed: () => void) {
    this.#scope = scope;
    this.#world = world;
    this.#grant = grant;
    this.#attempt = scope.session.inner();
    this.#attempt.until(() => {
      this.track = this.publication = undefined;
      closed();
    });
  }

  open(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#grant.arrived(this.#attempt, attempted);
      await this.#take();
      this.#world.capturing();
      await this.#send();
    });
  }

  /** On another link: the same track, muted as before. */
  async sendAgain(): Promise<void> {
    await this.#grant.arrived(this.#attempt, attempted);
    await this.#send();
    await this.setMuted(this.#muted);
  }

  async setMuted(muted: boolean): Promise<void> {
    this.#muted = muted;
    await this.publication?.setMuted(muted);
  }

  /** Goes over to the chosen device, by the same publication. */
  replace(): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.track;
      if (!before) return;
      try {
        // Both are open for a moment, so that the others hear no gap.
        await this.#take();
        await this.publication?.replace(this.track!);
        before.stop();
        // livekit-client mutes what has ended by itself.
        await this.setMuted(this.#muted);
      } catch (error) {
        if (this.#attempt.ended) return; // closed meanwhile, and with it whatever was open
        if (this.track !== before) this.track?.stop();
        this.track = before;
        throw error;
      }
    });
  }

  end(why: string): void {
    void this.#attempt.end(new UTDStreamError('cancelled', attempted, { happened: why }));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  async #take(): Promise<void> {
    const opened = this.#world.devices().then((devices) => devices.microphone());
    // Whenever the prompt is answered: an ended capture gives the track back by itself.
    const mine = opened.then((track) => this.#attempt.own(track, () => track.stop()));
    const track = await this.#attempt.during(mine);
    const { signal } = this.#attempt;
    track.addEventListener('ended', () => track === this.track && void this.#lost(track), { signal });
    this.track = track;
  }

  async #lost({ label }: MediaStreamTrack): Promise<void> {
    this.#scope.tell('deviceLost', { kind: 'audioinput', label });
    // It was told once: that nothing takes its place is no news of its own.
    await this.replace().catch(() => this.end('its device is gone'));
  }

  async #send(): Promise<void> {
    const { track } = this;
    if (!track) return;
    const publication = await publish(this.#scope.clock, this.#world.transport(), track, this.#attempt);
    this.publication = publication;
    // Another one was chosen while this one was being published.
    if (this.track && this.track !== track) await publication.replace(this.track);
  }
}
