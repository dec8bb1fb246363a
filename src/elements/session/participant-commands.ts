import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Role } from '../../protocol/role.ts';
import type { Command, Commands } from '../commands/command.ts';
import { wantedSeat } from '../audio-room/speaker-commands.ts';

/** Muted by me, for me alone. Reads signals. */
export const isMutedForMe = ({ audio }: AudioRoomController, identity: string): boolean =>
  audio.volumes.get().get(identity) === 0;

/** How loud people were before a button muted them for me. */
const loudness = new WeakMap<AudioRoomController, Map<string, number>>();

/** Mutes somebody for me, or lets me hear them as before. */
function toggleForMe(room: AudioRoomController, identity: string): void {
  const before = loudness.get(room) ?? new Map<string, number>();
  loudness.set(room, before);
  const volume = room.audio.volumes.get().get(identity) ?? 1;
  if (volume) before.set(identity, volume);
  room.audio.setVolume(identity, volume ? 0 : (before.get(identity) ?? 1));
}

/** `value` → seconds; for good where it is empty. */
const secondsOf = (value: string) => (value.trim() === '' ? undefined : Number(value));

/**
 * What a person in the room can be told.
 *
 * @param who it is just now; `''` is nobody. Reads signals.
 */
export function personCommands(room: AudioRoomController, who: () => string): Commands {
  const { allowed, moderation, participants, speakers } = room;
  const silenced = () => participants.get(who()).get()?.silenced === true;
  return {
    '--mute-for-me': {
      verdict: () => allowed('setVolume', who()).get(),
      pressed: () => isMutedForMe(room, who()),
      run: async () => toggleForMe(room, who()),
    },
    '--invite-to-speak': {
      verdict: () => allowed('inviteToSpeak', who()).get(),
      run: (value) => speakers.invite(who(), wantedSeat(value)),
      inside: true,
    },
    '--kick': {
      verdict: () => allowed('kick', who()).get(),
      run: () => moderation.kick(who()),
      inside: true,
    },
    '--ban': {
      verdict: () => allowed('ban', who()).get(),
      run: (value) => moderation.ban(who(), { duration: secondsOf(value) }),
      inside: true,
    },
    '--force-mute': {
      verdict: () => allowed('forceMute', who()).get(),
      pressed: silenced,
      run: () => moderation.forceMute(who(), { muted: !silenced() }),
      inside: true,
    },
    '--set-role': {
      verdict: (value) => allowed('changeRole', who(), value).get(),
      run: (value) => moderation.changeRole(who(), value as Exclude<Role, 'host'>), // the engine says where it is none
      inside: true,
    },
  } satisfies Record<string, Command>;
}
