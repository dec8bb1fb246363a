import type { ErrorCode } from '../../protocol/codes.ts';
import { relinkDelays } from '../../protocol/constants.ts';
import type { ExitReason } from '../../protocol/exit.ts';

/** What comes next after a try to come back. */
export type Step = { readonly wait: number } | { readonly exit: ExitReason };

/** Codes of the engine that end a session, and as what. */
const terminal: { readonly [code in ErrorCode]?: ExitReason } = {
  banned: 'banned',
  kicked: 'kicked',
  signed_in_elsewhere: 'signed_in_elsewhere',
  room_closed: 'room_closed',
};

/** The engine's last word on a session, where `code` is one. */
export const exitOf = (code: ErrorCode): ExitReason | undefined => terminal[code];

/**
 * What to do when try number `tries` ended with `code`, with `left` ms of the window to go.
 * Whatever is not the engine's last word is tried again inside the window, a refused rate too.
 */
export function nextStep(code: ErrorCode, tries: number, left: number): Step {
  const exit = exitOf(code);
  if (exit) return { exit };
  if (left <= 0) return { exit: 'reconnect_failed' };
  return { wait: relinkDelays[Math.min(tries, relinkDelays.length - 1)]! };
}
