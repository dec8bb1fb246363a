type SecondCopy = typeof import('./second-copy.ts');

/** Loads a copy of the source that no test has used yet. */
export const loadSecondCopy = (): Promise<SecondCopy> =>
  import(import.meta.url.replace(/(\/browser-[^/]+)\/.*/, `$1/test/support/second-copy.js?${Math.random()}`));
