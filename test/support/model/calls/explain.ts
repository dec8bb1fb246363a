import { step, type ModelCall, type Op, type Outcome } from './call-model.ts';

/** An answer of the engine; `null` where it was lost. */
export interface Answer {
  readonly said: string;
  readonly id?: string;
}

/** The requests of one device, one after the other. */
export interface Slot {
  readonly ops: readonly Op[];
  readonly answers: readonly (Answer | null)[];
}

/** The calls with the id that the answer names; `null` where the answer names another call. */
function bound(calls: readonly ModelCall[], { call }: Outcome, { id }: Answer): readonly ModelCall[] | null {
  if (call === undefined || id === undefined) return calls;
  const known = calls[call]!.id;
  if (known !== null) return known === id ? calls : null;
  return calls.some((each) => each.id === id) ? null : calls.with(call, { ...calls[call]!, id });
}

interface Search {
  readonly calls: readonly ModelCall[];
  /** How many requests of each slot are done, and the outcome of the last one. */
  readonly done: readonly number[];
  readonly last: readonly (Outcome | null)[];
}

/** Every state to which an order of the requests leads that explains all answers. */
export function explanations(
  calls: readonly ModelCall[],
  slots: readonly Slot[],
  now: number,
): ModelCall[][] {
  const found: ModelCall[][] = [];
  const open: Search[] = [{ calls, done: slots.map(() => 0), last: slots.map(() => null) }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { calls: current, done, last } = at;
    if (done.every((count, index) => count === slots[index]!.ops.length)) found.push([...current]);
    for (const [index, { ops, answers }] of slots.entries()) {
      const op = ops[done[index]!];
      if (!op) continue;
      const answer = answers[done[index]!] ?? null;
      for (const [next, outcome] of step(current, op, now, op.again ? last[index]! : null)) {
        if (answer && answer.said !== outcome.said) continue;
        const after = answer ? bound(next, outcome, answer) : next;
        if (after)
          open.push({
            calls: after,
            done: done.with(index, done[index]! + 1),
            last: last.with(index, outcome),
          });
      }
    }
  }
  return found;
}
