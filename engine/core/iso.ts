/** Milliseconds since 1970, as they travel. */
export const iso = (ms: number): string => new Date(ms).toISOString();
