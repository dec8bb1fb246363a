import type { Lifetime } from '../../reactive/lifetime.ts';
import type { Captured } from './captured.ts';
import type { CaptureDeps } from './capturing.ts';

/** The device of a capture: one after another, each from the wish for it until it is given back. */
export class HeldDevice {
  readonly #within: Lifetime;
  readonly #of: Pick<CaptureDeps, 'take' | 'sends' | 'because'>;
  readonly #lost: (label: string) => void;
  hold: Lifetime | undefined;
  taken: Captured | undefined;

  /** @param lost told when the one that is open is gone. */
  constructor(
    within: Lifetime,
    of: Pick<CaptureDeps, 'take' | 'sends' | 'because'>,
    lost: (label: string) => void,
  ) {
    this.#within = within;
    this.#of = of;
    this.#lost = lost;
  }

  /** From now on there is one to be given back. */
  #begin(): Lifetime {
    const hold = (this.hold = this.#within.child());
    hold.onEnd(() => {
      if (this.hold !== hold) return;
      this.hold = undefined;
      this.#has(undefined);
    });
    return hold;
  }

  /** @param granted waits for the right to send it, before anybody is asked for a device. */
  async take(granted?: (hold: Lifetime) => Promise<void>): Promise<Lifetime> {
    const hold = this.#begin();
    await granted?.(hold);
    // Whenever the prompt is answered: what has ended gives it back by itself.
    const mine = this.#of.take(hold.signal).then((taken) => hold.own(taken, (each) => each.stop()));
    const taken = await hold.waitFor(mine);
    hold.signal.throwIfAborted();
    taken.onEnded(() => taken === this.taken && this.#lost(taken.label), hold.signal);
    this.#has(taken);
    return hold;
  }

  letGo(why?: string): void {
    if (this.hold) this.end(this.hold, why);
  }

  end(hold: Lifetime, why = 'another one was chosen'): void {
    void hold.end(this.#of.because(why));
  }

  /** The one that took its place did not do. */
  goBack(before: Lifetime, taken: Captured): void {
    if (this.hold !== before) this.letGo();
    this.hold = before;
    this.#has(taken);
  }

  #has(taken: Captured | undefined): void {
    this.taken = taken;
    this.#of.sends(taken?.track);
  }
}
