import type { Lifetime } from '../../reactive/lifetime.ts';
import type { Captured } from './captured.ts';
import type { CaptureDeps } from './capturing.ts';
import { HeldDevice } from './held-device.ts';
import type { Publication } from '../transport.ts';

/** A source that is sent, and what is open for it. It outlives a link, and ends with the grant or the session. */
export class Capture {
  readonly #of: CaptureDeps;
  readonly #attempt: Lifetime;
  readonly #device: HeldDevice;
  /** Opening and each change of device, one after another. */
  #turn: Promise<void> = Promise.resolve();
  #muted = false;
  #sent: Captured | undefined;
  #publication: Publication | undefined;

  constructor(of: CaptureDeps) {
    this.#of = of;
    this.#attempt = of.session.child();
    this.#device = new HeldDevice(this.#attempt, of, (label) => this.#lost(label));
    this.#attempt.onEnd(() => {
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
    if (this.#publication && this.#of.rests) this.#device.letGo(why);
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
      // Nobody wants it any more, and it stays chosen.
      if (this.#attempt.ended || (this.#of.rests && this.#muted)) return;
      undo();
      // What a change that failed has closed.
      const again = this.#inTurn(async () => {
        if (!this.#device.taken && !this.#muted) await this.#open();
      });
      await again.catch(() => this.end('it could not be opened again'));
      throw error;
    }
  }

  linkEnds = (): void => void (this.#publication = undefined);

  /** What was sent before is sent again; who was muted stays muted. */
  async linkIsUp(link: Lifetime): Promise<void> {
    const { taken } = this.#device;
    if (taken?.track.readyState === 'ended') {
      // livekit-client stops what it sent when it leaves a page that freezes.
      const again = !this.#muted && this.#of.replaceable;
      this.end('it had ended');
      return again ? this.#of.wish(true) : undefined;
    }
    if (taken) await this.#of.granted(link);
    await this.#inTurn(async () => {
      if (!this.#device.taken || link.ended) return;
      await this.#send(this.#attempt);
      await this.#mute(this.#muted);
    });
  }

  #replace(): Promise<void> {
    return this.#inTurn(async () => {
      const { taken, hold: before } = this.#device;
      if (!taken || !before) return;
      if (this.#of.rests) {
        // Many phones open one camera at a time.
        this.#device.end(before);
        return this.#open();
      }
      try {
        // Both are open for a moment, so that the others hear no gap.
        const hold = await this.#device.take();
        // Between two links there is nothing to send it by yet.
        if (this.#publication) await this.#send(hold);
        this.#device.end(before);
        // After a reconnection of its own livekit-client mutes what has ended.
        await this.#mute(this.#muted);
      } catch (error) {
        if (!this.#attempt.ended) this.#device.goBack(before, taken);
        throw error;
      }
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  async #open(): Promise<void> {
    try {
      const hold = this.#device.taken ? this.#device.hold! : await this.#device.take(this.#of.granted);
      // Also what has been open for long: the grant went with the link, which may be on its way back.
      if (!this.#publication) await this.#of.granted(hold);
      await this.#send(hold);
      await hold.waitFor(this.#mute(false));
    } catch (error) {
      this.#device.letGo();
      throw error;
    }
  }

  #lost(label: string): void {
    this.#of.lost(label);
    const settled = this.#of.replaceable ? this.#replace() : this.#of.wish(false);
    // It was told once: that nothing takes its place is no news of its own.
    settled.catch(() => this.end('its device is gone'));
  }

  async #send(hold: Lifetime): Promise<void> {
    hold.signal.throwIfAborted();
    const taken = this.#device.taken!; // sent is what is open
    if (!this.#publication) this.#publication = await this.#of.publish(taken, hold, this.#attempt);
    else if (this.#sent !== taken) await hold.waitFor(this.#publication.replace(taken));
    this.#sent = taken;
  }

  #mute(muted: boolean): Promise<void> {
    this.#muted = muted;
    return this.#publication?.setMuted(muted) ?? Promise.resolve();
  }
}
