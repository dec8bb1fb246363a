import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Commands } from './command.ts';
import { wantedSeat } from './speaker-commands.ts';

/** Muted by me, for me alone. Reads signals. */
export const isMutedForMe = ({ audio }: AudioRoomController, identity: string): boolean =>
  audio.volumes.get().get(identity) === 0;

/** What a person in the room can be told. */
export const personCommands = (room: AudioRoomController, identity: string): Commands => ({
  '--mute-for-me': {
    verdict: () => room.allowed('setVolume').get(),
    pressed: () => isMutedForMe(room, identity),
    run: async () => room.audio.setVolume(identity, isMutedForMe(room, identity) ? 1 : 0),
  },
  '--invite-to-speak': {
    verdict: () => room.allowed('inviteToSpeak', identity).get(),
    run: (value) => room.speakers.invite(identity, wantedSeat(value)),
    inside: true,
  },
});
