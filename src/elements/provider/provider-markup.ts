import { whenParsed } from '../dom/document-ready.ts';
import type { Me } from '../../model/options.ts';

/** The form whose submit joins. */
export const joinFormOf = (provider: Element): HTMLFormElement | null =>
  provider.querySelector<HTMLFormElement>(':scope > form[slot="join"]');

/** Calls `submitted` with what the form says of me, unless the page has taken the submit over. */
export function onJoinForm(provider: Element, submitted: (me: Partial<Me>) => void): void {
  provider.addEventListener('submit', (event) => {
    const form = joinFormOf(provider);
    if (!form || event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form);
    const said = (['name', 'avatar'] as const).map((field) => [field, data.get(field)] as const);
    submitted(Object.fromEntries(said.filter(([, value]) => typeof value === 'string' && value)));
  });
}

const ours =
  '[slot="join"], [command^="--"]:not([commandfor]), utd-status, utd-seats, utd-seat, utd-participants, utd-participant, utd-requests, utd-invitations, utd-devices, utd-bans';

/** The parser puts blocks out of a `<p>`, and everything out of a table: say so, since nothing else will. */
export async function warnIfParsedApart(provider: Element): Promise<void> {
  await whenParsed(provider.ownerDocument);
  const next = provider.nextElementSibling ?? provider.parentElement?.nextElementSibling;
  if (provider.firstElementChild || !next || !(next.matches(ours) || next.querySelector(ours))) return;
  if (provider.id && provider.ownerDocument.querySelector(`[for="${CSS.escape(provider.id)}"]`)) return;
  console.warn(
    `<${provider.localName}> is empty, and what looks like its content stands behind it. ` +
      'A <p> cannot hold blocks, nor a table other elements: put it into a <div>.',
    provider,
  );
}
