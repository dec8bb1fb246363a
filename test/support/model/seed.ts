/** From which a run draws: another one each time, or the one that `SEED` says. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
