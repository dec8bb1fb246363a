import { UTDStreamError } from '../errors.ts';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import type { Command, Commands } from './command.ts';

/** `value` → a seat, or what the rules refuse. An empty value is no seat 0. */
export const seatIndex = (value: string): number => (value.trim() === '' ? NaN : Number(value));

/** A microphone is opened by a person, never by markup that clicks itself. */
export function byPerson(trusted: boolean): void {
  if (!trusted)
    throw new UTDStreamError('forbidden', 'open the microphone', { happened: 'no person clicked' });
}

/** What every audio room can be told. */
export function roomCommands(room: AudioRoomController, join: () => Promise<void>): Commands {
  const { allowed, media, audio, seats } = room;
  const when = (operation: Parameters<typeof allowed>[0]) => () => allowed(operation).get();
  return {
    '--join': { verdict: when('join'), run: join },
    '--leave': { verdict: when('leave'), run: () => room.leave() },
    '--retry': { verdict: when('retry'), run: () => room.connection.retry() },
    '--toggle-microphone': {
      verdict: when('setMicrophone'),
      pressed: () => media.micEnabled.get(),
      run: async (_, trusted) => {
        const on = !media.micEnabled.get();
        if (on) byPerson(trusted);
        await media.setMicrophone(on);
      },
    },
    '--enable-audio': { verdict: when('enableAudio'), run: () => audio.enable() },
    '--mute-output': {
      verdict: when('muteOutput'),
      pressed: () => audio.allMuted.get(),
      run: async () => audio.muteAllRemote(!audio.allMuted.get()),
    },
    '--end-room': { verdict: when('end'), run: () => room.end(), inside: true },
    '--take-seat': {
      verdict: (value) => allowed('takeSeat', seatIndex(value)).get(),
      run: (value, trusted) => seats.take(seatIndex(value), trusted ? {} : { microphone: false }),
    },
    '--leave-seat': { verdict: when('leaveSeat'), run: () => seats.leave() },
    '--setup-seats': {
      verdict: when('setupSeats'),
      run: (value) => seats.setup({ seatCount: Number(value) }),
      inside: true,
    },
  } satisfies Record<string, Command>;
}
