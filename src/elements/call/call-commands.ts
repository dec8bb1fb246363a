import type { CallController } from '../../controllers/call-controller.ts';
import type { Command, Commands } from '../commands/command.ts';
import { requirePerson } from '../provider/session-commands.ts';

/**
 * The commands of a call. Calling and answering open devices, and so need a person's click.
 *
 * @param callee identity of the person to call, where the button names nobody
 */
export function callCommands({ allowed, ring }: CallController, callee: () => string): Commands {
  return {
    '--call': {
      verdict: (value) => allowed('startCall', value || callee()).get(),
      run: async (value, trusted) => {
        requirePerson(trusted);
        await ring.start({ calleeIdentity: value || callee() });
      },
    },
    '--accept': {
      verdict: () => allowed('acceptCall').get(),
      run: async (_, trusted) => {
        requirePerson(trusted);
        await ring.accept();
      },
    },
    '--reject': { verdict: () => allowed('rejectCall').get(), run: () => ring.reject() },
    '--end': { verdict: () => allowed('endCall').get(), run: () => ring.end() },
  } satisfies Record<string, Command>;
}
