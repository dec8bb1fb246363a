import type { ErrorCode } from '../protocol/codes.ts';
import { equal } from '../reactive/equal.ts';
import { computed, type View } from '../reactive/signal.ts';
import type { Verdict } from '../shapes.ts';
import { words } from '../words.ts';

/** Why an operation is not possible now, or `null`. Reads signals, so that its answer follows them. */
export type Rule = (about: number) => ErrorCode | null;

const yes: Verdict = { allowed: true, because: null, reason: '', fix: '' };

/** What buttons, and anybody else, can know before asking the engine. It decides; this explains. */
export type Allowed<O extends string> = (operation: O, about?: number) => View<Verdict>;

export const allowedBy =
  <O extends string>(rules: Readonly<Record<O, Rule>>): Allowed<O> =>
  (operation, about = -1) =>
    computed(() => verdict(rules[operation](about)), equal);

function verdict(because: ErrorCode | null): Verdict {
  if (!because) return yes;
  const [reason, fix] = words[because];
  return { allowed: false, because, reason, fix };
}
