import type { Rules } from '../session/core/allowed.ts';
import type { Late } from './entrance.ts';
import type { RuleSession } from '../session/core/in-room.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

/**
 * Finds the rule of an operation. Those of what nobody can do who has not joined are loaded by the first
 * join, and until then each says that.
 *
 * @param rules what can be possible before the join too
 * @param make the others
 */
export function withLate(
  { connection }: RuleSession,
  scope: SessionScope,
  rules: Rules,
  make: (late: Late) => Rules,
): (operation: string) => Rules[string] {
  let all = rules;
  scope.onEntrance((late) => (all = { ...rules, ...make(late) }));
  const notYet = () => {
    // So that whoever follows this is asked again: they are loaded while it connects.
    connection.state.get();
    return 'not_joined' as const;
  };
  return (operation) => all[operation] ?? notYet;
}
