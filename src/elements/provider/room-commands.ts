import type { SessionController } from '../../controllers/session-controller.ts';
import type { Takeover } from '../../model/options.ts';
import type { Command, Commands } from '../commands/command.ts';
import { takesOver } from './join-markup.ts';
import { whenAllowed } from './session-commands.ts';

/**
 * The commands of every session in a room that has a name.
 *
 * @param join joins on request of a button, and rejects where that fails
 */
export function roomCommands(
  session: SessionController,
  join: (takeover?: Takeover) => Promise<void>,
): Commands {
  const { moderation } = session;
  const when = whenAllowed(session);
  return {
    '--join': {
      verdict: when('join'),
      // A takeover ends the participant's session elsewhere, so that a click which a script made up does not ask for it.
      run: (_, trusted, source) => join(trusted && takesOver(source) ? 'take' : undefined),
    },
    '--leave': { verdict: when('leave'), run: () => session.leave() },
    '--lock-comments': { verdict: when('lockComments'), run: () => moderation.lockComments(), inside: true },
    '--unlock-comments': {
      verdict: when('unlockComments'),
      run: () => moderation.unlockComments(),
      inside: true,
    },
    '--end-room': { verdict: when('end'), run: () => session.end(), inside: true },
  } satisfies Record<string, Command>;
}
