import type { GenericSchema } from 'valibot';
import type { Operation } from '../policy.ts';

/** One REST call: the engine routes by it, the SDK calls by it, a test walks every one. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; `:name` is a parameter. */
  readonly path: string;
  /** Its row in the policy table; none for calls that make or renew a credential. */
  readonly operation?: Operation;
  /** The body. None where nothing is sent. */
  readonly body?: GenericSchema;
  /** The answer. None for 204. */
  readonly answer?: GenericSchema;
}
