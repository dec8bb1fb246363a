import { equal } from './equal.ts';

/** `now` with the objects of `before` where they are equal by value, so that a signal of one item changes only with it. */
export function keepUnchanged<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string | number,
): readonly T[] {
  const old = new Map(before.map((each) => [keyOf(each), each]));
  return now.map((each) => {
    const was = old.get(keyOf(each));
    return was !== undefined && equal(was, each) ? was : each;
  });
}
