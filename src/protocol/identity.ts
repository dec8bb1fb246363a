// Without valibot: a session asks this before it has joined.

/** Words that are paths of the API and so can be neither a room nor a person. */
const reserved = new Set(
  'ban bans by-role request requests leave invite invitations stage seats start end'.split(' '),
);

export const isFree = (word: string): boolean => !reserved.has(word);

/** `encodeURIComponent('..')` is `..`, so dots alone are refused. */
export const identityShape = /^(?![._])[A-Za-z0-9_.:@+-]{1,128}$/;

/** Whether an app can have a person of this name. */
export const isIdentity = (name: unknown): name is string =>
  typeof name === 'string' && identityShape.test(name) && isFree(name);
