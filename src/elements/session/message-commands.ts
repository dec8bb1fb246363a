import type { SessionController } from '../../controllers/session-controller.ts';
import type { Commands } from '../commands/command.ts';

/** What a message can be told. */
export const messageCommands = (room: SessionController, id: string): Commands => ({
  '--remove-message': {
    verdict: () => room.allowed('removeMessage', id).get(),
    run: () => room.chat.remove(id),
    inside: true,
  },
});
