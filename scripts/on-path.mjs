import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where the shell would find a program.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export const onPath = (name) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
