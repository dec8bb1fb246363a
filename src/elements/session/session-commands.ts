import { UTDStreamError } from '../../errors/errors.ts';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Takeover } from '../../model/options.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Command, Commands } from '../commands/command.ts';
import { notAnAct } from '../commands/by-person.ts';
import { pushToTalk } from '../commands/push-to-talk.ts';
import { askingCommands, heard } from '../audio-room/speaker-commands.ts';
import { takesOver } from '../provider/session-slots.ts';

/** `value` → a seat or a number of seats, or what the rules refuse. An empty value is no seat 0. */
export const seatIndex = (value: string): number => (value.trim() === '' ? NaN : Number(value));

/** `value` → what it changes of the seats: who may sit, or how many there are. */
const layoutOf = (value: string) =>
  value === 'free' || value === 'request' ? ({ seatMode: value } as const) : { seatCount: Number(value) };

/** Whatever is open to see or hear me is opened by a person, never by markup that clicks itself. */
function byPerson(trusted: boolean): void {
  if (!trusted) throw notAnAct();
}

/** A person who picks no screen has changed their mind: nobody needs to be told. */
const notPicked = (error: unknown) => error instanceof UTDStreamError && error.blockedBy === 'user';

/** Turns something that I send on or off. */
const toggle = (
  verdict: Command['verdict'],
  on: ReadonlySignal<boolean>,
  set: (on: boolean) => Promise<void>,
): Command => ({
  verdict,
  pressed: () => on.get(),
  run: async (_, trusted) => {
    if (!on.get()) byPerson(trusted);
    await set(!on.get());
  },
});

/** What every audio room can be told. */
export function roomCommands(
  room: AudioRoomController,
  join: (takeover?: Takeover) => Promise<void>,
): Commands {
  const { allowed, media, audio, seats } = room;
  const when = (operation: Parameters<typeof allowed>[0]) => () => allowed(operation).get();
  const microphone = toggle(when('setMicrophone'), media.micEnabled, media.setMicrophone);
  return {
    '--join': {
      verdict: when('join'),
      // Another place of mine ends by a person's word, and not by a click that a script made up.
      run: (_, trusted, source) => join(trusted && takesOver(source) ? 'take' : undefined),
    },
    '--leave': { verdict: when('leave'), run: () => room.leave() },
    '--retry': { verdict: when('retry'), run: () => room.connection.retry() },
    '--toggle-microphone': microphone,
    // While it is held, by push-to-talk.ts; a click without a press, as screen readers make, toggles.
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
    '--lock-comments': {
      verdict: when('lockComments'),
      run: () => room.moderation.lockComments(),
      inside: true,
    },
    '--unlock-comments': {
      verdict: when('unlockComments'),
      run: () => room.moderation.unlockComments(),
      inside: true,
    },
    '--end-room': { verdict: when('end'), run: () => room.end(), inside: true },
    '--take-seat': {
      verdict: (value) => allowed('takeSeat', seatIndex(value)).get(),
      run: (value, trusted) => seats.take(seatIndex(value), heard(trusted)),
    },
    ...askingCommands(room),
    '--leave-seat': { verdict: when('leaveSeat'), run: () => seats.leave() },
    '--setup-seats': {
      verdict: (value) => allowed('setupSeats', seatIndex(value)).get(),
      pressed: (value) => [seats.grid.get().mode, String(seats.grid.get().seats.length)].includes(value),
      run: (value) => seats.setup(layoutOf(value)),
      inside: true,
    },
  } satisfies Record<string, Command>;
}
