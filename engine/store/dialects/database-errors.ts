/** The errors of both databases, by their codes: of SQLite, of Postgres (SQLSTATE) and of the network. */
const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Another transaction has the lock, or this one was chosen to lose against another. */
const busy = /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$)/;

/**
 * The database is away, full or going down. Classes of Postgres: 08 connection, 53 resources, 57 intervention by the
 * operator, such as a shutdown or `statement_timeout`, 58 the system below; 25006 a standby, 25P03 a transaction that
 * paused for too long.
 */
const unavailable =
  /^(SQLITE_(IOERR|FULL|READONLY|CANTOPEN|CORRUPT|NOTADB)|08|53|57|58|25006|25P03|E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND))/;

/** Sentences of pg for a lost connection, which have no code. */
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout e)/;

/** The database was migrated by another version while this engine served it. */
export class OtherVersion extends Error {
  override readonly name = 'OtherVersion';

  constructor() {
    super('Another version of the engine has changed the tables. End this engine, and start that version.');
  }
}

export const isBusy = (error: unknown): boolean => busy.test(codeOf(error));

export const isUnavailable = (error: unknown): boolean =>
  unavailable.test(codeOf(error)) ||
  error instanceof OtherVersion ||
  (error instanceof Error && lostConnection.test(error.message));

/** Advice on an error, by its code and its message. The first one counts. */
const advice: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /^E\w+: connect |^E(CONN|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)|^: (Connection terminated|timeout e)/,
    'The server does not answer. Start it, or check the address.',
  ],
  [
    /^SQLITE_NOTADB/,
    'The file is no SQLite database. Name another file or another folder, or restore the file from a backup.',
  ],
  [
    /^(SQLITE_READONLY|EROFS)/,
    'The file cannot be written. Give the user of the engine the right to write it and its folder.',
  ],
  [
    /^(EACCES|EPERM)/,
    'The user of the engine has no right to the file. Give it the right to read and write the file and its folder.',
  ],
  [/^(SQLITE_FULL|ENOSPC|53100)/, 'The disk is full. Make room, and try again.'],
  [
    /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EISDIR|: Unable to open)/,
    'The file cannot be opened. Check its path and its rights.',
  ],
  [/^SQLITE_CORRUPT/, 'The file is damaged. Restore it from a backup.'],
  [/^SQLITE_BUSY/, 'Another process holds the database. End it, and try again.'],
  [
    /^28000: .*no encryption/,
    'The server wants an encrypted connection. Add ?sslmode=verify-full to the address.',
  ],
  [/^(28|: SASL)/, 'Name and password were refused. Check both in the address.'],
  [/^3D000/, 'There is no such database. Create it, or check the address.'],
  [
    /^42501/,
    'The user of the database lacks a right. Grant it, as the production guide shows, or check the address.',
  ],
  [
    /^: The server does not support SSL/,
    'The address asks for an encrypted connection. Switch on ssl in the server, or take sslmode out of the address where the way to the server is safe without.',
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)/,
    'The certificate of the server is not valid now. Renew it, and check the clocks of both machines.',
  ],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/,
    'The authority of the certificate is not known here. Name the file of its own certificate as sslrootcert=… in the address.',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    'The certificate is for another host. Write the address with the name that is in the certificate.',
  ],
  [/^ERR_INVALID_URL/, 'The address is none. Write it as postgres://user:password@host/database.'],
];

/** A text without the passwords of the addresses in it. */
const withoutPasswords = (text: string): string =>
  text.replace(/\/\/([^:/]*):.*@/gs, '//$1:…@').replace(/(password=)[^&]*/gi, '$1…');

/** An attempt to connect to several addresses of one name has its reasons in a list. */
const reasonOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(reasonOf).join(', ')
    : error instanceof Error
      ? error.message
      : String(error);

/** A database that cannot be used for what was attempted: the message is a sentence, and has no password. */
class Unusable extends Error {
  override readonly name = 'Unusable';
}

/**
 * Names the database and the deed in an error of the work.
 *
 * @param deed the begin of the sentence
 * @throws {Error} with a sentence: what was attempted, what happened and what to do
 */
export async function attempt<T>(deed: string, database: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unusable) throw error;
    const happened = reasonOf(error).replace(/\.$/, '');
    const told = `${codeOf(error)}: ${happened}`;
    const [, todo] = advice.find(([sign]) => sign.test(told)) ?? [];
    const sentence = `${deed} ${withoutPasswords(database)}: ${withoutPasswords(happened)}.`;
    throw new Unusable(todo ? `${sentence} ${todo}` : sentence, { cause: error });
  }
}
