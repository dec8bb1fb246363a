import { seed } from './seed.ts';

/** How long each soak test plays; 0 is until it is stopped. */
const minutes = Number(process.env['MINUTES'] ?? 10);

/** Plays seed after seed until the time is up; should one fail, the error says with which. */
export async function soak(play: (seed: number) => Promise<unknown>): Promise<void> {
  const end = minutes ? Date.now() + minutes * 60_000 : Infinity;
  for (let next = seed; Date.now() < end; next++)
    try {
      await play(next);
    } catch (error) {
      throw new Error(`SEED=${next}: ${(error as Error).message}`, { cause: error });
    }
}
