import { systemControls } from './media-session.ts';
import { keepAwake } from './wake-lock.ts';

/** The page around the session. */
export interface Page {
  /** The machine has a network, as far as the browser knows. */
  online(): boolean;
  /** Calls `fn` at each act of the person that lets a browser start sound. */
  onGesture(fn: () => void, signal: AbortSignal): void;
  /** Calls `fn` when the network, the person or the page itself is back. */
  onReturn(fn: () => void, signal: AbortSignal): void;
  /** Keeps the screen awake until `signal` aborts, where the browser lets it. */
  keepAwake(signal: AbortSignal): void;
  /** The system's own buttons do these until `signal` aborts. What it returns shows whether the microphone is on. */
  controls(controls: Controls, signal: AbortSignal): (microphone: boolean) => void;
}

/** What a lock screen, a headset or a picture-in-picture window shows and can press. */
export interface Controls {
  readonly title: string;
  onHangUp(): void;
  onMicrophone(): void;
}

// `pointerup` alone comes too early for some browsers, `click` alone misses a drag.
const gestures = ['pointerup', 'click', 'keydown'];

export const browserPage: Page = {
  online: () => typeof navigator === 'undefined' || navigator.onLine,
  onGesture(fn, signal) {
    if (typeof window === 'undefined') return;
    for (const gesture of gestures) window.addEventListener(gesture, fn, { capture: true, signal });
  },
  onReturn(fn, signal) {
    if (typeof window === 'undefined') return;
    window.addEventListener('online', fn, { signal });
    window.addEventListener('pageshow', fn, { signal });
    // After a freeze, in which no timer ran.
    document.addEventListener('resume', fn, { signal });
    const seen = () => document.visibilityState === 'visible' && fn();
    document.addEventListener('visibilitychange', seen, { signal });
  },
  keepAwake,
  controls: systemControls,
};
