/**
 * A function that makes one result for each key, and returns the same result for as long as other code refers to the
 * result. An accessor that is called in every render thus follows one signal, and unused keys take no memory.
 *
 * @param make makes the result of a key: an object, such as a signal
 */
export function memoized<K extends string | number, V extends object>(make: (key: K) => V): (key: K) => V {
  const results = new Map<K, WeakRef<V>>();
  const registry = new FinalizationRegistry<K>((key) => {
    if (!results.get(key)?.deref()) results.delete(key);
  });
  return (key) => {
    const cached = results.get(key)?.deref();
    if (cached) return cached;
    const made = make(key);
    results.set(key, new WeakRef(made));
    registry.register(made, key);
    return made;
  };
}
