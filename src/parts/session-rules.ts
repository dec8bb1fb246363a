import type { View } from '../reactive/signal.ts';
import type { Rule } from './allowed.ts';
import { roomRules, type InRoom } from './room-rules.ts';

/** What the rules read of a session. */
interface Known extends InRoom {
  readonly media: { readonly micEnabled: View<boolean> };
}

/**
 * What is possible in every session, and when not, the code that says why.
 *
 * @param refused why the room would not hear me, if so
 */
export const sessionRules = (session: Known, refused: () => ReturnType<Rule>) => {
  const { connection, media } = session;
  const { joined, may } = roomRules(session);
  const apart = () => ['disconnected', 'forceExit'].includes(connection.state.get());
  return {
    join: () => (apart() ? null : 'busy'),
    leave: () => (apart() ? 'not_joined' : null),
    retry: () => (apart() || connection.state.get() === 'connecting' ? 'not_joined' : null),
    setMicrophone: () => joined() ?? (media.micEnabled.get() ? null : refused()),
    enableAudio: joined,
    muteOutput: joined,
    setVolume: joined,
    updateMe: () => joined() ?? may('updateMe'),
    end: () => joined() ?? may('endRoom'),
  } satisfies Record<string, Rule>;
};

export type SessionOperation = keyof ReturnType<typeof sessionRules>;
