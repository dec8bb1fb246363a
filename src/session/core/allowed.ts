import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { pageLanguage, say } from '../../errors/translations.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { equal } from '../../reactive/equal.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { Verdict } from '../../model/shapes.ts';

/**
 * Why an operation is not possible now, or `null`. Reads signals, so that its answer follows them.
 * `A` is what it is about: a seat by its index, a message or a person by its id.
 */
export type Rule<A extends number | string = never> = (about: A) => Refusal | null;

export type Rules = Readonly<Record<string, Rule>>;

/** A code; or one in words of its own, where there is more to say. */
export type Refusal =
  ErrorCode | readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

const parts = (refused: Refusal) => (typeof refused === 'string' ? ([refused] as const) : refused);

/** What is thrown, where a rule refuses what was attempted. */
export function refusal(refused: Refusal, attempted: string): UTDStreamError {
  const [code, happened, fix] = parts(refused);
  return errorOf(code, attempted, { happened, fix });
}

const yes: Verdict = { allowed: true, because: null, reason: '', fix: '' };

/** What buttons, and anybody else, can know before asking the engine. It decides; this explains. */
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
  if (!refused) return yes;
  const [because, ...own] = parts(refused);
  const { happened, fix } = say(because, own);
  return { allowed: false, because, reason: happened, fix };
}
