import { chmodSync, writeFileSync } from 'node:fs';

/** Makes the file of a database, for its user alone. SQLite makes its further files with the rights of the first. */
export function makeSqliteFile(path: string): void {
  writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  chmodSync(path, 0o600);
}
