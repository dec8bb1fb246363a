import { UTDStreamError } from '../errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type View } from '../reactive/signal.ts';
import type { Verdict } from '../shapes.ts';
import { words } from '../words.ts';

/**
 * Why an operation is not possible now, or `null`. Reads signals, so that its answer follows them.
 * `A` is what it is about: a seat by its index, a message or a person by its id.
 */
export type Rule<A extends number | string = never> = (about: A) => Refusal | null;

type Rules = Readonly<Record<string, Rule>>;

/** A code; or one in words of its own, where there is more to say. */
export type Refusal =
  ErrorCode | readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

function inWords(refused: Refusal) {
  const [code, happened, fix] = typeof refused === 'string' ? [refused] : refused;
  return [code, happened ?? words[code][0], fix ?? words[code][1]] as const;
}

/** What is thrown, where a rule refuses what was attempted. */
export function refusal(refused: Refusal, attempted: string): UTDStreamError {
  const [code, happened, fix] = inWords(refused);
  return new UTDStreamError(code, attempted, { happened, fix });
}

const yes: Verdict = { allowed: true, because: null, reason: '', fix: '' };

/** What buttons, and anybody else, can know before asking the engine. It decides; this explains. */
export type Allowed<R extends Rules> = <O extends keyof R & string>(
  operation: O,
  about?: Parameters<R[O]>[0],
) => View<Verdict>;

export const allowedBy =
  <R extends Rules>(rules: R): Allowed<R> =>
  (operation, about) =>
    // By its type it is what this rule is about; about nothing is no seat 0.
    computed(() => verdict(rules[operation]!((about ?? -1) as never)), equal);

function verdict(refused: Refusal | null): Verdict {
  if (!refused) return yes;
  const [because, reason, fix] = inWords(refused);
  return { allowed: false, because, reason, fix };
}
