import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';

/** Waits until `view` is true, for as long as `attempt` lasts; then it throws the reason. */
export async function waitUntilTrue(attempt: Lifetime, view: ReadonlySignal<boolean>): Promise<void> {
  attempt.signal.throwIfAborted();
  if (view.get()) return;
  let stop = () => {};
  const turned = new Promise<void>((resolve) => {
    stop = watch(() => {
      if (view.get()) resolve();
    });
  });
  await attempt.waitFor(turned).finally(stop);
}
