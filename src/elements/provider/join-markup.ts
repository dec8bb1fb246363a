import type { Me } from '../../model/options.ts';
import type { ConnectionState, Ended } from '../../model/session-state.ts';

/** Resolves when the scripts of the page have run. A script that is loaded later still may run. */
export async function documentComplete(document: Document): Promise<void> {
  while (document.readyState !== 'complete')
    await new Promise((changed) => document.addEventListener('readystatechange', changed, { once: true }));
}

/** The form whose submit joins. */
export const joinFormOf = (provider: Element): HTMLFormElement | null =>
  provider.querySelector<HTMLFormElement>(':scope > form[slot="join"]');

/** Calls `submitted` with the fields of the join form, unless the page handles the submit itself. */
export function onJoinForm(provider: Element, submitted: (me: Partial<Me>) => void): void {
  provider.addEventListener('submit', (event) => {
    const form = joinFormOf(provider);
    if (!form || event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form);
    const fields = (['name', 'avatar'] as const).map((field) => [field, data.get(field)] as const);
    submitted(Object.fromEntries(fields.filter(([, value]) => typeof value === 'string' && value)));
  });
}

/** The slot in place of the ended one where the participant is in the room already, in another place. */
const elsewhere = 'elsewhere';

const hasSlotted = (provider: Element, slot: string) =>
  provider.querySelector(`:scope > [slot="${slot}"]`) !== null;

/** Whether a button asks for a takeover: a button in the slot that tells of the other place. */
export const takesOver = (button: Element | null): boolean => !!button?.closest(`[slot="${elsewhere}"]`);

/** The names of a provider's slots by state. */
export const providerSlots = [
  '',
  'join',
  'idle',
  'connecting',
  'connected',
  'reconnecting',
  'ended',
  elsewhere,
] as const;

/**
 * The slots that a provider shows. The join form stays visible after a failure, and where no other markup leads back
 * into the room.
 */
export function shownSlots(
  provider: Element,
  state: ConnectionState,
  ended: Ended | null,
): readonly string[] {
  if (state !== 'disconnected' && state !== 'forceExit') return ['', state];
  const form = joinFormOf(provider) !== null;
  if (ended === null) return ['', form ? 'join' : 'idle'];
  const { why, error } = ended;
  if (why === 'failed' && error?.code === 'signed_in_elsewhere' && hasSlotted(provider, elsewhere))
    return ['', elsewhere];
  const back = form && (why === 'failed' || !hasSlotted(provider, 'ended'));
  return back ? ['', 'join', 'ended'] : ['', 'ended'];
}
