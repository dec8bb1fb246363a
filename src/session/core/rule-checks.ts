import type { ErrorCode } from '../../protocol/codes.ts';
import { mayDo, type Operation } from '../../protocol/policy.ts';
import type { Product } from '../../protocol/product.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ConnectionState } from '../../model/session-state.ts';
import type { GivenUp } from './given-up.ts';

/** The state of a session that every rule reads. */
export interface RuleSession {
  readonly connection: { readonly state: ReadonlySignal<ConnectionState> };
  readonly role: ReadonlySignal<Role>;
  readonly product: Product;
}

/** The connection states in which an operation is possible. An outage prevents operations that ask for something. */
const states = {
  asks: ['connected'],
  givesUp: ['connected', 'reconnecting'],
} as const satisfies Record<string, readonly ConnectionState[]>;

/** The checks that every rule begins with: the session is connected, and the role permits the operation. */
export const ruleChecks = ({ connection, role, product }: RuleSession) => ({
  /** @param givesUp the operation, where it gives something up */
  joined(givesUp?: GivenUp): ErrorCode | null {
    const possible: readonly ConnectionState[] = givesUp ? states.givesUp : states.asks;
    return possible.includes(connection.state.get()) ? null : 'not_joined';
  },
  may(operation: Operation): ErrorCode | null {
    const cell = mayDo(product, operation, role.get());
    return cell === 'yes' ? null : cell;
  },
});
