import { UTDStreamError } from '../errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type View } from '../reactive/signal.ts';
import type { Verdict } from '../shapes.ts';
import { words } from '../words.ts';

/** Why an operation is not possible now, or `null`. Reads signals, so that its answer follows them. */
export type Rule = (about: number) => Refusal | null;

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
export type Allowed<O extends string> = (operation: O, about?: number) => View<Verdict>;

export const allowedBy =
  <O extends string>(rules: Readonly<Record<O, Rule>>): Allowed<O> =>
  (operation, about = -1) =>
    computed(() => verdict(rules[operation](about)), equal);

function verdict(refused: Refusal | null): Verdict {
  if (!refused) return yes;
  const [because, reason, fix] = inWords(refused);
  return { allowed: false, because, reason, fix };
}
