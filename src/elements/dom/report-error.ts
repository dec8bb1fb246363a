import { asUTDError } from '../../errors/errors.ts';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';

/** Tells what went wrong on somebody's behalf. What was called off (they left first) went as they wished. */
export function tell(session: AudioRoomController | undefined, error: unknown, attempted: string): void {
  const failure = asUTDError(error, 'unknown', attempted);
  if (failure.code !== 'cancelled') session?.fail(failure);
}
