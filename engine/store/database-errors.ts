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

/** Advice on an error at the start, by its code. */
const advice: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /^SQLITE_NOTADB/,
    'The file is no SQLite database. Name another folder in UTD_DATA, or restore the file from a backup.',
  ],
  [
    /^SQLITE_READONLY/,
    'The file cannot be written. Give the user of the engine the right to write it and its folder.',
  ],
  [/^SQLITE_FULL|^53100/, 'The disk is full. Make room, and start again.'],
  [/^SQLITE_CANTOPEN|^ENOENT/, 'The file cannot be opened. Check the folder in UTD_DATA and its rights.'],
  [/^SQLITE_CORRUPT/, 'The file is damaged. Restore it from a backup.'],
  [/^SQLITE_BUSY/, 'Another process holds the database. End it, and start again.'],
  [/^28/, 'Name and password were refused. Check DATABASE_URL.'],
  [/^3D000/, 'There is no such database. Create it, or check DATABASE_URL.'],
  [
    /^42501/,
    'The user has no right to create tables there. Grant it, as the production guide shows, or check DATABASE_URL.',
  ],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/,
    'The certificate of the server was refused. Renew it, or check sslmode in DATABASE_URL.',
  ],
  [
    /^E(CONN|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/,
    'The server does not answer. Start it, or check DATABASE_URL.',
  ],
  [/^ERR_INVALID_URL/, 'DATABASE_URL is no address. Write it as postgres://user:password@host/database.'],
];

/** The database without the password of its address. */
export const shownDatabase = (database: string): string =>
  database.replace(/\/\/([^:@/]*):.*@/, '//$1:…@').replace(/(password=)[^&]*/gi, '$1…');

/** An attempt to connect to several addresses of one name has its reasons in a list. */
const reasonOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(reasonOf).join(', ')
    : error instanceof Error
      ? error.message
      : String(error);

/** @param error of the database, or a sentence */
export function cannotStart(database: string, error: unknown): Error {
  const happened = reasonOf(error);
  const [, todo] = advice.find(([code]) => code.test(codeOf(error))) ?? [];
  return new Error(
    `The engine cannot start with the database ${shownDatabase(database)}: ${happened.replace(/\.$/, '')}.${todo ? ` ${todo}` : ''}`,
    { cause: error },
  );
}
