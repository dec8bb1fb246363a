/** The fields of a log line: no token, no text of a person, no address. */
const allowed = ['room', 'code', 'status', 'ms', 'path', 'what', 'error'] as const;

export type Log = (message: string, about?: Partial<Record<(typeof allowed)[number], unknown>>) => void;

export const consoleLog: Log = (message, about = {}) => {
  const fields = allowed.flatMap((key) => (about[key] === undefined ? [] : [`${key}=${String(about[key])}`]));
  console.error([message, ...fields].join(' '));
};
