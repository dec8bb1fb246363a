/** Words in paths of the API, which can be neither a room name nor an identity. */
const reserved = new Set(
  'ban bans by-role request requests leave invite invitations stage seats start end'.split(' '),
);

/** Whether the word is not reserved. */
export const isFree = (word: string): boolean => !reserved.has(word);

/** An identity never begins with a dot: `encodeURIComponent('..')` is `..`, which would change a request's path. */
export const identityShape = /^(?![._])[A-Za-z0-9_.:@+-]{1,128}$/;

/** Whether a participant can have this identity. */
export const isIdentity = (name: unknown): name is string =>
  typeof name === 'string' && identityShape.test(name) && isFree(name);
