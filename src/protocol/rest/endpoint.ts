import type { GenericSchema } from 'valibot';
import type { Operation } from '../policy.ts';

/** A REST call, for the engine's router, the SDK and the tests. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; `:name` is a parameter. */
  readonly path: string;
  /** The row in the policy table. Calls that make or renew a credential have none. */
  readonly operation?: Operation;
  /** The schema of the body. A call without a body has none. */
  readonly body?: GenericSchema;
  /** The schema of the answer. An answer with status 204 has none. */
  readonly answer?: GenericSchema;
}
