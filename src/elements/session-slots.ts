import type { ConnectionState, Ended } from '../shapes.ts';
import { joinFormOf } from './provider-markup.ts';

/**
 * The slots that a provider shows. A form to join by stays at hand after a failure, and where
 * nothing else leads back in.
 */
export function slotsFor(
  provider: Element,
  state: ConnectionState,
  why: Ended['why'] | null,
): readonly string[] {
  if (state !== 'disconnected' && state !== 'forceExit') return ['', state];
  const form = joinFormOf(provider) !== null;
  if (why === null) return ['', form ? 'join' : 'idle'];
  const back = form && (why === 'failed' || !provider.querySelector(':scope > [slot="ended"]'));
  return back ? ['', 'join', 'ended'] : ['', 'ended'];
}
