import type { SessionController } from '../../controllers/session-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { retry, type Command, type Commands } from '../commands/command.ts';
import { personRequired, pushToTalk } from '../commands/push-to-talk.ts';

/** A source that others can see or hear is opened by a person's click, never by markup that clicks itself. */
export function requirePerson(trusted: boolean): void {
  if (!trusted) throw personRequired();
}

/** The browser's picker for screens was closed without a choice, which is no failure. */
const notPicked = (error: unknown) => error instanceof UTDStreamError && error.blockedBy === 'user';

/** Turns a local source on or off. */
const toggle = (
  verdict: Command['verdict'],
  on: ReadonlySignal<boolean>,
  set: (on: boolean) => Promise<void>,
): Command => ({
  verdict,
  pressed: () => on.get(),
  run: async (_, trusted) => {
    if (!on.get()) requirePerson(trusted);
    await set(!on.get());
  },
});

/** The verdict on an operation, for a command. */
export const whenAllowed =
  ({ allowed }: SessionController) =>
  (operation: Parameters<SessionController['allowed']>[0]) =>
  () =>
    allowed(operation).get();

/** The commands of every session. */
export function mediaCommands(session: SessionController): Commands {
  const { media, audio } = session;
  const when = whenAllowed(session);
  const microphone = toggle(when('setMicrophone'), media.micEnabled, media.setMicrophone);
  return {
    [retry]: { verdict: when('retry'), run: () => session.connection.retry() },
    '--toggle-microphone': microphone,
    // A press is handled by push-to-talk.ts. A click without a press, as screen readers make, toggles.
    [pushToTalk]: microphone,
    '--toggle-camera': toggle(when('setCamera'), media.cameraEnabled, media.setCamera),
    '--switch-camera': { verdict: when('switchCamera'), run: () => media.switchCamera() },
    '--toggle-screen-share': toggle(when('setScreenShare'), media.screenShareEnabled, (on) =>
      media.setScreenShare(on).catch((error: unknown) => {
        if (!notPicked(error)) throw error;
      }),
    ),
    '--enable-audio': { verdict: when('enableAudio'), run: () => audio.enable() },
    '--toggle-speaker': {
      verdict: when('setSpeaker'),
      pressed: () => audio.speakerOn.get(),
      run: () => audio.setSpeaker(!audio.speakerOn.get()),
    },
    '--mute-output': {
      verdict: when('muteOutput'),
      pressed: () => audio.allMuted.get(),
      run: async () => audio.muteAllRemote(!audio.allMuted.get()),
    },
  } satisfies Record<string, Command>;
}
