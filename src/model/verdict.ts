import { say } from '../errors/translations.ts';
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

/** A code, or a code with texts that replace the code's usual texts. */
export type Refusal =
  ErrorCode | readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

const possible: Verdict = { allowed: true, because: null, reason: '', fix: '' };

/** The verdict of a refusal; `null`: the operation is possible. */
export function verdictOf(refused: Refusal | null): Verdict {
  if (!refused) return possible;
  const [because, ...overrides] = typeof refused === 'string' ? ([refused] as const) : refused;
  const { happened, fix } = say(because, overrides);
  return { allowed: false, because, reason: happened, fix };
}
