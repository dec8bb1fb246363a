const { SEED, FC_PATH, MINUTES = '10' } = process.env;
const limit = (minutes: number) => ({ interruptAfterTimeLimit: minutes * 60_000 });

/** Another seed each time, or the one that `SEED` says. */
export const seeded = { ...(SEED && { seed: Number(SEED) }) };

/** `SEED` and `FC_PATH` play again what a play that failed has printed. */
export const replay = {
  ...seeded,
  ...(FC_PATH && { path: FC_PATH, endOnFailure: true }),
};

/** All plays are over in four minutes, with the shrinking of the one that failed. */
export const bounded = { ...replay, ...limit(4), markInterruptAsFailure: true };

/** Play after play, for `MINUTES`; 0 is until it is stopped. */
export const soak = {
  ...replay,
  numRuns: Infinity,
  ...(MINUTES !== '0' && limit(Number(MINUTES))),
};
