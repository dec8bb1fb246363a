/** Keeps the screen awake until `signal` aborts. A hidden page loses it, so it is asked for again on return. */
export function keepAwake(signal: AbortSignal): void {
  if (typeof navigator === 'undefined' || !('wakeLock' in navigator)) return;
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      const release = () => void lock.release();
      if (signal.aborted) release();
      else signal.addEventListener('abort', release, { once: true });
    } catch {
      // Little battery, or a frame that may not: the session is as good with a dark screen.
    }
  };
  document.addEventListener('visibilitychange', ask, { signal });
  void ask();
}
