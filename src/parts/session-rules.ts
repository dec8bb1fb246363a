import { mayDo, type Operation } from '../protocol/policy.ts';
import type { Role } from '../protocol/role.ts';
import type { View } from '../reactive/signal.ts';
import type { ConnectionState } from '../shapes.ts';
import type { Rule } from './allowed.ts';

/** What the rules read of a session. */
interface Known {
  readonly connection: { readonly state: View<ConnectionState> };
  readonly media: { readonly micEnabled: View<boolean> };
  readonly role: View<Role>;
}

/**
 * What is possible in every session, and when not, the code that says why.
 *
 * @param refused why the room would not hear me, if so
 */
export const sessionRules = ({ connection, media, role }: Known, refused: () => ReturnType<Rule>) => {
  const state = () => connection.state.get();
  const joined = () => (state() === 'connected' ? null : 'not_joined');
  const apart = () => state() === 'disconnected' || state() === 'forceExit';
  const may = (operation: Operation) => {
    const cell = mayDo(operation, role.get());
    return cell === 'yes' ? null : cell;
  };
  return {
    join: () => (apart() ? null : 'busy'),
    leave: () => (apart() ? 'not_joined' : null),
    setMicrophone: () => joined() ?? (media.micEnabled.get() ? null : refused()),
    enableAudio: joined,
    muteOutput: joined,
    setVolume: joined,
    updateMe: () => joined() ?? may('updateMe'),
    end: () => joined() ?? may('endRoom'),
  } satisfies Record<string, Rule>;
};

export type SessionOperation = keyof ReturnType<typeof sessionRules>;
