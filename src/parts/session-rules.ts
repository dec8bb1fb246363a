import type { ConnectionState } from '../shapes.ts';
import type { Rule } from './allowed.ts';

interface Known {
  state(): ConnectionState;
  micEnabled(): boolean;
  /** Why the room would not hear me, if so. */
  refused: () => ReturnType<Rule>;
  /** The policy table's word on my role. */
  may(operation: 'endRoom' | 'updateMe'): ReturnType<Rule>;
}

/** What is possible in every session, and when not, the code that says why. */
export const sessionRules = ({ state, micEnabled, refused, may }: Known) => {
  const joined = () => (state() === 'connected' ? null : 'not_joined');
  const apart = () => state() === 'disconnected' || state() === 'forceExit';
  return {
    join: () => (apart() ? null : 'busy'),
    leave: () => (apart() ? 'not_joined' : null),
    setMicrophone: () => joined() ?? (micEnabled() ? null : refused()),
    enableAudio: joined,
    updateMe: () => joined() ?? may('updateMe'),
    end: () => joined() ?? may('endRoom'),
  } satisfies Record<string, Rule>;
};

export type SessionOperation = keyof ReturnType<typeof sessionRules>;
