import type { ErrorCode } from '../../protocol/codes.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ConnectionState } from '../../model/shapes.ts';

/** What every rule reads of a session. */
export interface RuleSession {
  readonly connection: { readonly state: ReadonlySignal<ConnectionState> };
  readonly role: ReadonlySignal<Role>;
}

/** The first question of every rule: am I in the room. */
export const joinedBy =
  ({ connection }: Pick<RuleSession, 'connection'>) =>
  (): ErrorCode | null =>
    connection.state.get() === 'connected' ? null : 'not_joined';
