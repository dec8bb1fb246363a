import { Signal } from './signal.ts';

let due = false;

// One watcher for all: one per element is what keeps removed elements in memory (lit/lit#5364).
const watcher = new Signal.subtle.Watcher(() => {
  if (due) return;
  due = true;
  queueMicrotask(flush);
});

function flush(): void {
  due = false;
  for (const effect of watcher.getPending()) run(effect);
  watcher.watch();
}

function run(effect: Signal.Computed<void>): void {
  try {
    effect.get();
  } catch (error) {
    // As the DOM does with a listener that throws: reported, and the next one runs.
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * Runs `effect` now, and again a microtask after a signal that it read has changed.
 * It may read signals and write anything but signals.
 *
 * @returns stops it.
 */
export function watch(effect: () => void): () => void {
  const tracked = new Signal.Computed(effect);
  watcher.watch(tracked);
  // An effect that starts another does not follow what that one reads.
  Signal.subtle.untrack(() => run(tracked));
  return () => watcher.unwatch(tracked);
}
