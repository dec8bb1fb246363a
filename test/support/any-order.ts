import { drawn, oneOf } from './drawn.ts';
import { begin, end, names, step } from './happenings.ts';

export async function play(sequence: readonly string[]): Promise<void> {
  const made = await begin();
  for (const name of sequence) await step(made, name);
  await end(made, sequence);
}

/** Plays so many sequences of ten, drawn. */
export const playDrawn = (runs: number): Promise<void> =>
  drawn(async (next) => {
    for (let run = 0; run < runs; run++) await play(Array.from({ length: 10 }, () => oneOf(names, next)));
  });
