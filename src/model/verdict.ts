import type { ErrorCode } from '../protocol/codes.ts';

/** Whether an operation is possible now, with the reason and the remedy where it is not. */
export interface Verdict {
  readonly allowed: boolean;
  /** The code of the refusal; `null` when allowed. */
  readonly because: ErrorCode | null;
  /** The refusal as text, in the language of the page where `setMessages` has set it; empty when allowed. */
  readonly reason: string;
  /** The remedy as a sentence; empty when allowed. */
  readonly fix: string;
}
