import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Commands } from '../commands/command.ts';

/** What a message can be told. */
export const messageCommands = (room: AudioRoomController, id: string): Commands => ({
  '--remove-message': {
    verdict: () => room.allowed('removeMessage', id).get(),
    run: () => room.chat.remove(id),
    inside: true,
  },
});
