import type { SessionController } from '../../controllers/session-controller.ts';
import type { Role } from '../../protocol/role.ts';
import { additionsOf } from '../base/product-additions.ts';
import type { Command, Commands } from '../commands/command.ts';
import { isMutedForMe, muteForMe } from './muted-for-me.ts';

/** `value` → seconds; an empty value is a ban without an end. */
const secondsOf = (value: string) => (value.trim() === '' ? undefined : Number(value));

/**
 * The commands of a participant: those of every session, and those of the session's product.
 *
 * @param identity of the participant at the time of the call; `''` for no participant. Reads signals.
 */
export function participantCommands(session: SessionController, identity: () => string): Commands {
  const { allowed, moderation, participants } = session;
  const silenced = () => participants.get(identity()).get()?.silenced === true;
  const shared = {
    '--mute-for-me': {
      verdict: () => allowed('setVolume', identity()).get(),
      pressed: () => isMutedForMe(session, identity()),
      run: async () => muteForMe(session, identity(), !isMutedForMe(session, identity())),
    },
    '--kick': {
      verdict: () => allowed('kick', identity()).get(),
      run: () => moderation.kick(identity()),
      inside: true,
    },
    '--ban': {
      verdict: () => allowed('ban', identity()).get(),
      run: (value) => moderation.ban(identity(), { duration: secondsOf(value) }),
      inside: true,
    },
    '--force-mute': {
      verdict: () => allowed('forceMute', identity()).get(),
      pressed: silenced,
      run: () => moderation.forceMute(identity(), { muted: !silenced() }),
      inside: true,
    },
    '--set-role': {
      verdict: (value) => allowed('changeRole', identity(), value).get(),
      run: (value) => moderation.changeRole(identity(), value as Exclude<Role, 'host'>), // the engine refuses other values
      inside: true,
    },
  } satisfies Record<string, Command>;
  return { ...shared, ...additionsOf(session).participantCommands(session, identity) };
}
