import type { Attempt } from '../../reactive/lifetime.ts';
import type { View } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';

/** Waits until `view` is true, for as long as `attempt` lasts; then it throws the reason. */
export async function isTrue(attempt: Attempt, view: View<boolean>): Promise<void> {
  attempt.signal.throwIfAborted();
  if (view.get()) return;
  let stop = () => {};
  const turned = new Promise<void>((resolve) => {
    stop = watch(() => {
      if (view.get()) resolve();
    });
  });
  await attempt.during(turned).finally(stop);
}
