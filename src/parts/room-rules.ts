import type { ErrorCode } from '../protocol/codes.ts';
import { mayDo, type Operation } from '../protocol/policy.ts';
import type { Role } from '../protocol/role.ts';
import type { View } from '../reactive/signal.ts';
import type { ConnectionState } from '../shapes.ts';

/** What every rule reads of a session. */
export interface InRoom {
  readonly connection: { readonly state: View<ConnectionState> };
  readonly role: View<Role>;
}

/** The first two questions of every rule: am I in the room, and does my role allow it. */
export const roomRules = ({ connection, role }: InRoom) => ({
  joined: (): ErrorCode | null => (connection.state.get() === 'connected' ? null : 'not_joined'),
  may(operation: Operation): ErrorCode | null {
    const cell = mayDo(operation, role.get());
    return cell === 'yes' ? null : cell;
  },
});
