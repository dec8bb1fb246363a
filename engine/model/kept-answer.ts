/** An answer that is kept with its `Idempotency-Key`. */
export interface KeptAnswer {
  /** Tells one body of a request from another. */
  readonly bodyHash: string;
  readonly status: number;
  readonly body: string;
}
