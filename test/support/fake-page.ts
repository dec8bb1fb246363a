import type { MediaSessionControls } from '../../src/platform/page/media-session.ts';
import type { Page } from '../../src/platform/page/page.ts';

/** A page around a session: what happens there happens when the test says so. */
export class FakePage implements Page {
  readonly gestures = new Set<() => void>();
  /** Who waits for the network, the person or the page to be back. */
  readonly returns = new Set<() => void>();
  network = true;
  online = () => this.network;
  /** Who keeps the screen awake. */
  readonly awake = new Set<AbortSignal>();
  /** What the system's buttons do; none where they are not ours. */
  shown: (MediaSessionControls & { microphone?: boolean }) | undefined;

  onGesture = (fn: () => void, signal: AbortSignal): void => keep(this.gestures, fn, signal);
  onReturn = (fn: () => void, signal: AbortSignal): void => keep(this.returns, fn, signal);
  keepAwake = (signal: AbortSignal): void => keep(this.awake, signal, signal);

  controls(controls: MediaSessionControls, signal: AbortSignal) {
    this.shown = controls;
    signal.addEventListener('abort', () => (this.shown = undefined), { once: true });
    return (microphone: boolean) => void (this.shown &&= { ...this.shown, microphone });
  }
}

function keep<T>(all: Set<T>, each: T, signal: AbortSignal): void {
  all.add(each);
  signal.addEventListener('abort', () => all.delete(each), { once: true });
}
