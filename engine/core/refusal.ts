import { statusOf, type EngineCode } from '../../src/protocol/codes.ts';
import type { Failure } from '../../src/protocol/rest/failure.ts';

interface Details {
  /** The part of the input that was refused. */
  readonly field?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The status, where it differs from the usual status of the code: a body that is no JSON is 400. */
  readonly status?: number;
  /** The reason and the end of a ban, in milliseconds since 1970. For proven identities only. */
  readonly reason?: string | null;
  readonly until?: number | null;
  /** The id of a call that a busy line has ended. */
  readonly callId?: string;
}

/** The engine's refusal of a call, with a stable code. Rules return refusals, routes throw them. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: EngineCode;
  readonly details: Details;

  /** @param message a full sentence: what was attempted, what happened, what to do. */
  constructor(code: EngineCode, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? statusOf[this.code];
  }

  get body(): Failure {
    const { field, retryAfter, reason, until, callId } = this.details;
    return {
      message: this.message,
      code: this.code,
      ...(field && { field }),
      ...(retryAfter && { retry_after: retryAfter }),
      ...(reason && { reason }),
      ...(callId && { call_id: callId }),
      ...(until && { until: new Date(until).toISOString() }),
    };
  }
}
