import { sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** A store for tests and trials: the same one, of which nothing is left behind. */
export const memory = (): Store => sqlite(':memory:');
