import type { Rule } from './allowed.ts';
import type { Late } from './entrance.ts';
import { roomRules, type InRoom } from './room-rules.ts';
import type { Scope } from './scope.ts';

/**
 * Rules of what nobody can do who has not joined: the first join loads them, and until then each says
 * that.
 */
export function lateRules<R extends Readonly<Record<string, Rule>>>(
  session: InRoom,
  scope: Scope,
  names: Readonly<Record<keyof R, true>>,
  make: (late: Late) => R,
): R {
  const { joined } = roomRules(session);
  let rules: R;
  scope.onEntrance((late) => (rules = make(late)));
  const rule = (name: keyof R): Rule => {
    // Read anew once I have joined: `joined` follows the connection.
    return (about) => joined() ?? rules[name]!(about);
  };
  return Object.fromEntries(Object.keys(names).map((name) => [name, rule(name)])) as R; // every name, and its own rule
}
