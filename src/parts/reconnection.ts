import type { ErrorCode } from '../protocol/codes.ts';
import { relinkDelays, times } from '../protocol/constants.ts';
import type { ExitReason } from '../protocol/exit.ts';

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
 * What to do when try number `tries` ended with `code`, `outage` ms after the connection was lost.
 * Whatever is not the engine's last word is tried again inside the window, a refused rate too.
 */
export function nextStep(code: ErrorCode, tries: number, outage: number): Step {
  const exit = exitOf(code);
  if (exit) return { exit };
  const wait = relinkDelays[Math.min(tries, relinkDelays.length - 1)]!;
  return outage + wait > times.reconnectWindow ? { exit: 'reconnect_failed' } : { wait };
}
