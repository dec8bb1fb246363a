import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';

/**
 * The value as the schema parses it.
 *
 * @throws {UTDStreamError} `invalid_request` where the engine would refuse the value
 */
export function validate<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  field: string,
  attempted: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const happened = `${field} was not accepted (${parsed.issues[0].message.replace(/\.$/, '')})`;
  throw new UTDStreamError('invalid_request', attempted, { field, happened });
}
