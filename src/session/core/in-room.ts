import type { ErrorCode } from '../../protocol/codes.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ConnectionState } from '../../model/shapes.ts';
import type { GivenUp } from './given-up.ts';

/** What every rule reads of a session. */
export interface RuleSession {
  readonly connection: { readonly state: ReadonlySignal<ConnectionState> };
  readonly role: ReadonlySignal<Role>;
}

/** In which states of the connection something is possible: an outage keeps back what asks for more than there is. */
const states = {
  asks: ['connected'],
  givesUp: ['connected', 'reconnecting'],
} as const satisfies Record<string, readonly ConnectionState[]>;

/**
 * The first question of every rule: am I in the room.
 *
 * @returns takes the operation, where that gives something up
 */
export const joinedBy =
  ({ connection }: Pick<RuleSession, 'connection'>) =>
  (givesUp?: GivenUp): ErrorCode | null => {
    const possible: readonly ConnectionState[] = givesUp ? states.givesUp : states.asks;
    return possible.includes(connection.state.get()) ? null : 'not_joined';
  };
