import type { ErrorCode } from '../../protocol/codes.ts';
import type { Role } from '../../protocol/role.ts';
import type { View } from '../../reactive/signal.ts';
import type { ConnectionState } from '../../model/shapes.ts';

/** What every rule reads of a session. */
export interface InRoom {
  readonly connection: { readonly state: View<ConnectionState> };
  readonly role: View<Role>;
}

/** The first question of every rule: am I in the room. */
export const joinedBy =
  ({ connection }: Pick<InRoom, 'connection'>) =>
  (): ErrorCode | null =>
    connection.state.get() === 'connected' ? null : 'not_joined';
