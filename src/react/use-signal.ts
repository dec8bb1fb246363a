import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { computed } from '../reactive/signal.ts';
import { watch } from '../reactive/watch.ts';

/**
 * The value of signals, in a component of React: the component is rendered again when the value has changed.
 *
 * ```tsx
 * const taken = useSignal(() => room?.seats.grid.get().seats.filter(({ identity }) => identity).length);
 * ```
 *
 * @param read reads signals; the values of the render that it uses may change from render to render
 */
export function useSignal<T>(read: () => T): T {
  const value = useMemo(() => computed(read), [read]);
  const subscribe = useCallback(
    (changed: () => void) =>
      watch(() => {
        value.get();
        changed();
      }),
    [value],
  );
  const get = () => value.get();
  return useSyncExternalStore(subscribe, get, get);
}
