import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Command, Commands } from '../commands/command.ts';
import { microphoneFor } from './speaker-commands.ts';

type Operation = Parameters<AudioRoomController['allowed']>[0];
type Action = (room: AudioRoomController, index: number, trusted: boolean) => Promise<void>;

const take: Action = ({ seats }, index, trusted) => seats.take(index, microphoneFor(trusted));

const requestRequired = 'request_required';

/** Takes the seat, or requests to speak where the room is in request mode. */
const sit: Action = async (room, index, trusted) => {
  const request = () => room.speakers.request(microphoneFor(trusted));
  if (room.allowed('takeSeat', index).get().because === requestRequired) return request();
  try {
    await take(room, index, trusted);
  } catch (error) {
    // The engine alone knows the present mode, and the button may be older than the mode.
    if (!(error instanceof UTDStreamError) || error.code !== requestRequired) throw error;
    await request();
  }
};

/** Command, operation that must be allowed, action, and whether the command acts on another participant. */
const table: readonly (readonly [name: string, Operation, Action, inside?: true])[] = [
  ['--take', 'takeSeat', take],
  ['--sit', 'sit', sit],
  ['--move-here', 'moveSeat', ({ seats }, index) => seats.move(index)],
  ['--lock', 'lockSeat', ({ seats }, index) => seats.lock(index), true],
  ['--unlock', 'unlockSeat', ({ seats }, index) => seats.unlock(index), true],
  ['--mute', 'muteSeat', ({ seats }, index) => seats.mute(index), true],
  ['--unmute', 'unmuteSeat', ({ seats }, index) => seats.unmute(index), true],
  ['--unseat', 'kickSeat', ({ seats }, index) => seats.kick(index), true],
];

/** The commands of one seat. */
export const seatCommands = (room: AudioRoomController, index: number): Commands =>
  Object.fromEntries(
    table.map(([name, operation, act, inside]): [string, Command] => [
      name,
      {
        verdict: () => room.allowed(operation, index).get(),
        run: (_, trusted) => act(room, index, trusted),
        ...(inside && { inside }),
      },
    ]),
  );

/** `value` → the index of a seat. An empty value is not seat 0, and the rules refuse it. */
const seatIndex = (value: string): number => (value.trim() === '' ? NaN : Number(value));

/** `value` → a change of the layout: the mode of the seats, or their number. */
const layoutOf = (value: string) =>
  value === 'free' || value === 'request' ? ({ seatMode: value } as const) : { seatCount: Number(value) };

/** The room's commands of its seats. */
export const seatingCommands = ({ allowed, seats }: AudioRoomController): Commands => ({
  '--take-seat': {
    verdict: (value) => allowed('takeSeat', seatIndex(value)).get(),
    run: (value, trusted) => seats.take(seatIndex(value), microphoneFor(trusted)),
  },
  '--leave-seat': { verdict: () => allowed('leaveSeat').get(), run: () => seats.leave() },
  '--setup-seats': {
    verdict: (value) => allowed('setupSeats', seatIndex(value)).get(),
    pressed: (value) => [seats.grid.get().mode, String(seats.grid.get().seats.length)].includes(value),
    run: (value) => seats.setup(layoutOf(value)),
    inside: true,
  },
});
