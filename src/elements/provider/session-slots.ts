import type { ConnectionState, Ended } from '../../model/shapes.ts';
import { joinFormOf } from './provider-markup.ts';

/** Shown where I am in the room already, in another place, and want to be asked. */
const elsewhere = 'elsewhere';

const has = (provider: Element, slot: string) => provider.querySelector(`:scope > [slot="${slot}"]`) !== null;

/** Whether a button asks for taking over: one in the slot that says what becomes of the other place. */
export const takesOver = (button: Element | null): boolean => !!button?.closest(`[slot="${elsewhere}"]`);

/**
 * The slots that a provider shows. A form to join by stays at hand after a failure, and where
 * nothing else leads back in.
 */
export function slotsFor(provider: Element, state: ConnectionState, ended: Ended | null): readonly string[] {
  if (state !== 'disconnected' && state !== 'forceExit') return ['', state];
  const form = joinFormOf(provider) !== null;
  if (ended === null) return ['', form ? 'join' : 'idle'];
  const { why, error } = ended;
  if (why === 'failed' && error?.code === 'signed_in_elsewhere' && has(provider, elsewhere))
    return ['', elsewhere];
  const back = form && (why === 'failed' || !has(provider, 'ended'));
  return back ? ['', 'join', 'ended'] : ['', 'ended'];
}
