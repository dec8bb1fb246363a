import fc from 'fast-check';

/**
 * The list has so many items when it is drawn, and fewer when it is shrunk. `fc.array` knows one least length for both,
 * and draws a length of its own where the two lengths differ. Weights hold as they are written, because nothing is
 * drawn with a bias towards small values. A shrink leaves items out and changes none: each try is a whole play.
 */
class Exactly<T> extends fc.Arbitrary<T[]> {
  readonly #drawn: fc.Arbitrary<T[]>;
  readonly #shrunk: fc.Arbitrary<T[]>;

  constructor(length: number, item: fc.Arbitrary<T>) {
    super();
    const whole = fc.noShrink(item);
    this.#drawn = fc.array(whole, { minLength: length, maxLength: length });
    this.#shrunk = fc.array(whole, { maxLength: length, size: 'max' });
  }

  generate(random: fc.Random): fc.Value<T[]> {
    return this.#drawn.generate(random, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is T[] {
    return this.#shrunk.canShrinkWithoutContext(value);
  }

  shrink(value: T[], context: unknown): fc.Stream<fc.Value<T[]>> {
    return this.#shrunk.shrink(value, context);
  }
}

/**
 * `fc.array` shrinks a list to its end first. A play has failed by its beginning, and all that follows was never
 * played, so that the list is turned round.
 */
export const exactly = <T>(length: number, item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  new Exactly(length, item).map((items) => items.toReversed());
