import type { ErrorCode } from '../../protocol/codes.ts';
import { mayDo, type Operation } from '../../protocol/policy.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ConnectionState } from '../../model/shapes.ts';

/** The state of a session that every rule reads. */
export interface RuleSession {
  readonly connection: { readonly state: ReadonlySignal<ConnectionState> };
  readonly role: ReadonlySignal<Role>;
}

/** The checks that come before those of a single rule: is the session connected, and does the role allow the operation. */
export const ruleChecks = ({ connection, role }: RuleSession) => ({
  joined: (): ErrorCode | null => (connection.state.get() === 'connected' ? null : 'not_joined'),
  may(operation: Operation): ErrorCode | null {
    const cell = mayDo(operation, role.get());
    return cell === 'yes' ? null : cell;
  },
});
