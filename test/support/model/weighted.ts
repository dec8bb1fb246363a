import fc from 'fast-check';

/** Each word is drawn as often as its weight says, and is shrunk to the first. */
export const weighted = <T extends string>(weights: Readonly<Record<T, number>>): fc.Arbitrary<T> =>
  fc.mapToConstant(
    ...(Object.keys(weights) as T[]).map((word) => ({ num: weights[word], build: () => word })),
  );

/** True so often in a hundred, and shrunk to false. */
export const chance = (percent: number): fc.Arbitrary<boolean> =>
  weighted({ no: 100 - percent, yes: percent }).map((word) => word === 'yes');
