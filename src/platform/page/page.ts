import { showMediaSession, type MediaSessionControls } from './media-session.ts';

/** The page around the session. */
export interface Page {
  /** Whether the machine has a network, as far as the browser knows. */
  online(): boolean;
  /** Calls `fn` at each user gesture after which a browser lets audio start. */
  onGesture(fn: () => void, signal: AbortSignal): void;
  /** Calls `fn` when the network, the person or the page is back. */
  onReturn(fn: () => void, signal: AbortSignal): void;
  /** Holds a screen wake lock until `signal` aborts, where the browser grants one. */
  keepAwake(signal: AbortSignal): void;
  /**
   * Hands the system's controls to the session until `signal` aborts.
   *
   * @returns shows whether the microphone is on
   */
  controls(controls: MediaSessionControls, signal: AbortSignal): (microphone: boolean) => void;
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
    // Timers do not run in a frozen page, so the end of a freeze counts as a return.
    document.addEventListener('resume', fn, { signal });
    const ifVisible = () => document.visibilityState === 'visible' && fn();
    document.addEventListener('visibilitychange', ifVisible, { signal });
  },
  keepAwake(signal) {
    if (typeof navigator === 'undefined' || !('wakeLock' in navigator)) return;
    const request = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const lock = await navigator.wakeLock.request('screen');
        const release = () => void lock.release();
        if (signal.aborted) release();
        else signal.addEventListener('abort', release, { once: true });
      } catch {
        // A low battery and a frame without the permission refuse the lock; the session works with a dark screen.
      }
    };
    // The browser releases the lock of a hidden page.
    document.addEventListener('visibilitychange', () => void request(), { signal });
    void request();
  },
  controls: showMediaSession,
};
