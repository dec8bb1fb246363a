import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Command, Commands } from '../commands/command.ts';
import { heard } from './speaker-commands.ts';

type Operation = Parameters<AudioRoomController['allowed']>[0];
type Act = (room: AudioRoomController, index: number, trusted: boolean) => Promise<void>;

const take: Act = ({ seats }, index, trusted) => seats.take(index, heard(trusted));

/** Takes the seat, or asks where the room wants to be asked. */
const sit: Act = (room, index, trusted) =>
  room.allowed('takeSeat', index).get().because === 'request_required'
    ? room.speakers.request(heard(trusted))
    : take(room, index, trusted);

/** Command, what must be possible, what it does, and whether it is about somebody else. */
const table: readonly (readonly [name: string, Operation, Act, inside?: true])[] = [
  ['--take', 'takeSeat', take],
  ['--sit', 'sit', sit],
  ['--move-here', 'moveSeat', ({ seats }, index) => seats.move(index)],
  ['--lock', 'lockSeat', ({ seats }, index) => seats.lock(index), true],
  ['--unlock', 'unlockSeat', ({ seats }, index) => seats.unlock(index), true],
  ['--mute', 'muteSeat', ({ seats }, index) => seats.mute(index), true],
  ['--unmute', 'unmuteSeat', ({ seats }, index) => seats.unmute(index), true],
  ['--unseat', 'kickSeat', ({ seats }, index) => seats.kick(index), true],
];

/** What a seat can be told. */
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
