import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { pageLanguage, say } from '../../errors/translations.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { equal } from '../../reactive/equal.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { Verdict } from '../../model/verdict.ts';

/**
 * The refusal of an operation that is not possible now, else `null`. A rule reads signals, so that a computed signal of
 * its answer follows them. `A` is the subject's type: a seat's index, a message's id, a participant's identity.
 */
export type Rule<A extends number | string = never> = (about: A) => Refusal | null;

export type Rules = Readonly<Record<string, Rule>>;

/** A code, or a code with texts that replace the code's usual texts. */
export type Refusal =
  ErrorCode | readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

const toTuple = (refused: Refusal) => (typeof refused === 'string' ? ([refused] as const) : refused);

/** The error of a refused operation. `attempted` completes "Could not …". */
export function refusal(refused: Refusal, attempted: string): UTDStreamError {
  const [code, happened, fix] = toTuple(refused);
  return errorOf(code, attempted, { happened, fix });
}

const possible: Verdict = { allowed: true, because: null, reason: '', fix: '' };

/**
 * Whether an operation is possible now, for buttons and for apps. The engine decides; the verdict predicts the engine's
 * answer. `about` is the subject of the operation, such as the index of a seat.
 */
export type Allowed<R extends Rules> = <O extends keyof R & string>(
  operation: O,
  ...about: Partial<Parameters<R[O]>>
) => ReadonlySignal<Verdict>;

export function allowedBy<R extends Rules>(rules: R): Allowed<R> {
  // Keyed by the operation and its subjects, so that an accessor that is called in every render gives one signal.
  const verdictOf = memoized((key: string): ReadonlySignal<Verdict> => {
    const [, operation, about, ...more] = JSON.parse(key) as [string, string, ...never[]];
    // Without a subject a rule is asked about -1, which is no seat: an empty subject must not mean seat 0.
    return computed(() => verdict(rules[operation]!(...([about ?? -1, ...more] as [never]))), equal);
  });
  // The language of the page belongs to the key: a verdict has words, and the attribute `lang` is no signal.
  return (operation, ...about) => verdictOf(JSON.stringify([pageLanguage(), operation, ...about]));
}

function verdict(refused: Refusal | null): Verdict {
  if (!refused) return possible;
  const [because, ...overrides] = toTuple(refused);
  const { happened, fix } = say(because, overrides);
  return { allowed: false, because, reason: happened, fix };
}
