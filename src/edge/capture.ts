import type { Attempt } from '../reactive/attempt.ts';
import type { Captured } from './captured.ts';
import type { Publication } from './transport.ts';

/** What a capture needs of the one who sends it. */
export interface Capturing {
  /** A default takes the place of what is gone. Nothing does where the person picks anew each time. */
  readonly replaceable: boolean;
  /** As long as the session. */
  readonly session: Attempt;
  /** Off gives the device back and puts its light out; what does not rest stays open, so that it is back at once. */
  readonly rests: boolean;
  /** Waits for the engine's grant. */
  granted(hold: Attempt): Promise<void>;
  /** Opens what was chosen; given up, and given back, when `signal` aborts. */
  take(signal: AbortSignal): Promise<Captured>;
  /** Sends it for as long as `capture` lasts; waited for as long as `hold` does. */
  publish(taken: Captured, hold: Attempt, capture: Attempt): Promise<Publication>;
  /** What is sent from now on. */
  sends(track: MediaStreamTrack | undefined): void;
  /** Its device is gone, or the person has stopped it in the browser's own way. */
  lost(label: string): void;
  /** It has ended. */
  closed(): void;
  /** Wishes it on or off, as the person does. */
  wish(on: boolean): Promise<void>;
  because(happened: string): Error;
}

/** A source that is sent, and what is open for it. It outlives a link, and ends with the grant or the session. */
export class Capture {
  readonly #of: Capturing;
  readonly #attempt: Attempt;
  /** From the wish for a device until it is given back. */
  #hold: Attempt | undefined;
  /** Opening and each change of device, one after another. */
  #turn: Promise<void> = Promise.resolve();
  #muted = false;
  #taken: Captured | undefined;
  #sent: Captured | undefined;
  #publication: Publication | undefined;

  constructor(of: Capturing) {
    this.#of = of;
    this.#attempt = of.session.inner();
    this.#attempt.until(() => {
      this.#publication = undefined;
      of.closed();
    });
  }

  /** Opens what is not open, and sends it. */
  on = (): Promise<void> => this.#inTurn(() => this.#open());

  /** The others get nothing of it; the publication stays. */
  off = (): Promise<void> => this.#mute(true);

  /** Nobody wants it any more: what rests is given back at once, and a prompt is waited for no longer. */
  unwanted(): void {
    if (this.#of.rests || !this.#publication) this.release('it was switched off');
  }

  /** Gives the device back. Where it can rest, what is published stays. */
  release(why: string): void {
    if (this.#publication && this.#of.rests) this.#letGo(this.#hold, why);
    else this.end(why);
  }

  end(why: string): void {
    void this.#attempt.end(this.#of.because(why));
  }

  /** Opens anew what is open, by what was chosen; where that fails, `undo` takes the choice back. */
  async change(undo: () => void): Promise<void> {
    try {
      await this.#replace();
    } catch (error) {
      undo();
      await this.#repair().catch(() => this.end('it could not be opened again'));
      throw error;
    }
  }

  linkEnds(): void {
    this.#publication = undefined;
  }

  /** What was sent before is sent again; who was muted stays muted. */
  async linkStarts(): Promise<void> {
    const taken = this.#taken;
    if (!taken) return;
    if (taken.track.readyState === 'live') return this.#sendAgain();
    // livekit-client stops what it sent when it leaves a page that freezes.
    const again = !this.#muted && this.#of.replaceable;
    this.end('it had ended');
    if (again) await this.#of.wish(true);
  }

  async #sendAgain(): Promise<void> {
    await this.#of.granted(this.#attempt);
    await this.#inTurn(async () => {
      if (!this.#taken) return;
      await this.#send(this.#attempt);
      await this.#mute(this.#muted);
    });
  }

  #replace(): Promise<void> {
    return this.#inTurn(async () => {
      const taken = this.#taken;
      const before = this.#hold;
      if (!taken || !before) return;
      if (this.#of.rests) {
        // Many phones open one camera at a time.
        this.#letGo(before);
        return this.#open();
      }
      try {
        // Both are open for a moment, so that the others hear no gap.
        const hold = await this.#take();
        // Between two links there is nothing to send it by yet.
        if (this.#publication) await this.#send(hold);
        this.#letGo(before);
        // livekit-client mutes what has ended by itself.
        await this.#mute(this.#muted);
      } catch (error) {
        if (this.#attempt.ended) return; // closed meanwhile, and with it whatever was open
        if (this.#hold !== before) this.#letGo(this.#hold);
        this.#hold = before;
        this.#has(taken);
        throw error;
      }
    });
  }

  /** Opens again what a change that failed has closed. */
  #repair(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#taken && !this.#muted) await this.#open();
    });
  }

  #letGo(hold: Attempt | undefined, why = 'another one was chosen'): void {
    void hold?.end(this.#of.because(why));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  async #open(): Promise<void> {
    try {
      if (!this.#taken) {
        const hold = this.#begin();
        await this.#of.granted(hold);
        await this.#take(hold);
      }
      const hold = this.#hold!; // of what is taken
      await this.#send(hold);
      await hold.during(this.#mute(false));
    } catch (error) {
      this.#letGo(this.#hold);
      throw error;
    }
  }

  #begin(): Attempt {
    const hold = (this.#hold = this.#attempt.inner());
    hold.until(() => {
      if (this.#hold !== hold) return;
      this.#hold = undefined;
      this.#has(undefined);
    });
    return hold;
  }

  async #take(hold = this.#begin()): Promise<Attempt> {
    // Whenever the prompt is answered: what has ended gives it back by itself.
    const mine = this.#of.take(hold.signal).then((taken) => hold.own(taken, (each) => each.stop()));
    const taken = await hold.during(mine);
    taken.onEnded(() => taken === this.#taken && this.#lost(taken), hold.signal);
    this.#has(taken);
    return hold;
  }

  #has(taken: Captured | undefined): void {
    this.#taken = taken;
    this.#of.sends(taken?.track);
  }

  #lost({ label }: Captured): void {
    this.#of.lost(label);
    const settled = this.#of.replaceable ? this.#replace() : this.#of.wish(false);
    // It was told once: that nothing takes its place is no news of its own.
    settled.catch(() => this.end('its device is gone'));
  }

  async #send(hold: Attempt): Promise<void> {
    const taken = this.#taken!; // sent is what is open
    if (!this.#publication) this.#publication = await this.#of.publish(taken, hold, this.#attempt);
    else if (this.#sent !== taken) await hold.during(this.#publication.replace(taken));
    this.#sent = taken;
  }

  async #mute(muted: boolean): Promise<void> {
    this.#muted = muted;
    await this.#publication?.setMuted(muted);
  }
}
