type Next = () => number;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function numbers(seed: number): Next {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const oneOf = <T>(all: readonly T[], next: Next): T => all[Math.floor(next() * all.length)]!;

/** Does what is drawn; should it fail, it says with which `SEED` the same is drawn again. */
export async function drawn(does: (next: Next) => unknown): Promise<void> {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  try {
    await does(numbers(seed));
  } catch (error) {
    if (error instanceof Error) error.message += ` (SEED=${seed})`;
    throw error;
  }
}
