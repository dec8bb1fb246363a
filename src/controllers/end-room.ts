import { UTDStreamError } from '../errors/errors.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

/** Ends the room for everybody, me included. */
export async function endRoom(scope: SessionScope): Promise<void> {
  try {
    await scope.call('endRoom', { attempted: `end ${scope.room}` });
  } catch (error) {
    // What was asked for may be told, and then ends my session too, before it is answered.
    if (!(error instanceof UTDStreamError) || error.code !== 'room_closed') throw error;
  }
}
