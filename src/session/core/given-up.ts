import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { retry } from './waiting.ts';
import type { SessionScope } from './session-scope.ts';

/**
 * Operations that give something up → the engine's code where the thing is gone already, `true` where that is no error
 * for the engine, `null` where the engine is not asked. Each is possible in every state of a live session.
 */
export const givenUp = {
  leave: null,
  microphoneOff: null,
  cameraOff: null,
  screenShareOff: null,
  leaveSeat: 'not_seated',
  cancelRequest: 'request_gone',
  cancelStageRequest: 'request_gone',
  leaveStage: true,
  endLive: true,
} as const satisfies Record<string, ErrorCode | true | null>;

export type GivenUp = keyof typeof givenUp;

/** The operations that are requests to the engine. */
type AskedOfEngine = { [O in GivenUp]: (typeof givenUp)[O] extends null ? never : O }[GivenUp];

/** Media may flow while the session reconnects, and the engine may be there, so each try is made at once. */
const always = { get: () => true };

/**
 * Asks the engine to take something back until the engine answers, for at most a minute.
 *
 * @returns the answer; `undefined` where an earlier try succeeded and only its answer was lost
 */
export async function giveUp<O extends AskedOfEngine>(scope: SessionScope, operation: O, attempted: string) {
  const { clock, session } = scope;
  let tries = 0;
  try {
    return await retry({ clock, session, connected: always }, () => {
      tries++;
      return scope.call(operation, { attempted });
    });
  } catch (error) {
    if (tries < 2 || !(error instanceof UTDStreamError) || error.code !== givenUp[operation]) throw error;
    scope.refetch();
    return undefined;
  }
}
