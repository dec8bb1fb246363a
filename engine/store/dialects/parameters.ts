import { Refusal } from '../../core/refusal.ts';

/**
 * Refuses parameters that the two databases treat differently.
 *
 * @throws {TypeError} for a boolean: libsql aborts the process, and the columns are numbers
 * @throws {Refusal} `invalid_request` for a NUL character, which Postgres cannot store
 */
export function checkParameters(sql: string, parameters: readonly unknown[]): void {
  for (const parameter of parameters) {
    if (typeof parameter === 'boolean')
      throw new TypeError(`A boolean cannot be a parameter of a query. Pass 0 or 1 to: ${sql}`);
    if (typeof parameter === 'string' && parameter.includes('\0'))
      throw new Refusal('invalid_request', 'The request has a NUL character in a text. Leave it out.');
  }
}
