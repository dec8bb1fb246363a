import { equal } from './equal.ts';

/**
 * The list `now`, in which every item that equals its predecessor in `before` is the same object as the predecessor. A
 * signal of one item then changes only when the item changes.
 *
 * @param keyOf gives the key by which an item is found in both lists
 */
export function keepUnchanged<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string | number,
): readonly T[] {
  const predecessors = new Map(before.map((each) => [keyOf(each), each]));
  return now.map((each) => {
    const predecessor = predecessors.get(keyOf(each));
    return predecessor !== undefined && equal(predecessor, each) ? predecessor : each;
  });
}
