import { Signal } from './signal.ts';

let scheduled = false;

// One watcher serves all effects: a watcher for each element keeps removed elements in memory (lit/lit#5364).
const watcher = new Signal.subtle.Watcher(() => {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(flush);
});

function flush(): void {
  scheduled = false;
  for (const effect of watcher.getPending()) run(effect);
  watcher.watch();
}

function run(effect: Signal.Computed<void>): void {
  try {
    effect.get();
  } catch (error) {
    // An error in an effect is reported as an uncaught error, as the DOM does, and the next effect runs.
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * Runs `effect` now, and again a microtask after a signal that the effect has read changes. The effect must not write
 * signals.
 *
 * @returns stops the effect
 */
export function watch(effect: () => void): () => void {
  const tracked = new Signal.Computed(effect);
  watcher.watch(tracked);
  // An effect that starts another effect must not follow the signals of the other.
  Signal.subtle.untrack(() => run(tracked));
  return () => watcher.unwatch(tracked);
}
