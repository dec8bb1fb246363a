import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';

/** What is sent, refused here where the engine would refuse it. */
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
