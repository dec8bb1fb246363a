/**
 * A function that makes one result for each key, and gives the same result again for as long as any code holds it: an
 * accessor that is called in every render follows one signal, and keys that are forgotten take no memory.
 *
 * @param make gives an object, such as a signal
 */
export function memoized<K extends string | number, V extends object>(make: (key: K) => V): (key: K) => V {
  const results = new Map<K, WeakRef<V>>();
  const registry = new FinalizationRegistry<K>((key) => {
    if (!results.get(key)?.deref()) results.delete(key);
  });
  return (key) => {
    const known = results.get(key)?.deref();
    if (known) return known;
    const made = make(key);
    results.set(key, new WeakRef(made));
    registry.register(made, key);
    return made;
  };
}
