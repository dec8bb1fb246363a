import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { pageLanguage } from '../../errors/translations.ts';
import { equal } from '../../reactive/equal.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import { verdictOf, type Refusal, type Verdict } from '../../model/verdict.ts';

export type { Refusal } from '../../model/verdict.ts';

/**
 * The refusal of an operation that is not possible now, else `null`. A rule reads signals, so that a computed signal of
 * its answer follows them. `A` is the subject's type: a seat's index, a message's id, a participant's identity.
 */
export type Rule<A extends number | string = never> = (about: A) => Refusal | null;

export type Rules = Readonly<Record<string, Rule>>;

/** The error of a refused operation. `attempted` completes "Could not …". */
export function refusal(refused: Refusal, attempted: string): UTDStreamError {
  const [code, happened, fix] = typeof refused === 'string' ? ([refused] as const) : refused;
  return errorOf(code, attempted, { happened, fix });
}

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
  const signalOf = memoized((key: string): ReadonlySignal<Verdict> => {
    const [, operation, about, ...more] = JSON.parse(key) as [string, string, ...never[]];
    // Without a subject a rule is asked about -1, which is no seat: an empty subject must not mean seat 0.
    return computed(() => verdictOf(rules[operation]!(...([about ?? -1, ...more] as [never]))), equal);
  });
  // The language of the page belongs to the key: a verdict has words, and the attribute `lang` is no signal.
  return (operation, ...about) => signalOf(JSON.stringify([pageLanguage(), operation, ...about]));
}
