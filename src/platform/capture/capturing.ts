import type { Lifetime } from '../../reactive/lifetime.ts';
import type { Captured } from './captured.ts';
import type { Publication } from '../transport.ts';

/** What a capture needs of the one who sends it. */
export interface CaptureDeps {
  /** A default takes the place of what is gone. Nothing does where the person picks anew each time. */
  readonly replaceable: boolean;
  /** As long as the session. */
  readonly session: Lifetime;
  /** Off gives the device back and puts its light out; what does not rest stays open, so that it is back at once. */
  readonly rests: boolean;
  /** Waits for the engine's grant. */
  granted(hold: Lifetime): Promise<void>;
  /** Opens what was chosen; given up, and given back, when `signal` aborts. */
  take(signal: AbortSignal): Promise<Captured>;
  /** Sends it for as long as `capture` lasts; waited for as long as `hold` does. */
  publish(taken: Captured, hold: Lifetime, capture: Lifetime): Promise<Publication>;
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
