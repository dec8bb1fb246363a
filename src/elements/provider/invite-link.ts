import { UTDStreamError } from '../../errors/errors.ts';

/** The parameter in the fragment of the address, which browsers do not send to the server. */
const name = 'utd-invite';

/** The invite is kept for reloads of the tab in `sessionStorage`; in the address it would be shared with the link. */
const key = 'utd:invite';

function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined; // storage is switched off: the link is good until the next reload
  }
}

let last: string | undefined;

/** The signed invite of the link that led to this page. Reading it removes it from the address. */
export function inviteOf({ location, history }: Window): string | undefined {
  const parts = location.hash.replace(/^#/, '').split('&');
  const found = parts.find((part) => part.startsWith(`${name}=`));
  if (found !== undefined) {
    last = found.slice(name.length + 1);
    storage()?.setItem(key, last);
    const rest = parts.filter((part) => part !== found).join('&');
    history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`));
  }
  return (last ??= storage()?.getItem(key) ?? undefined);
}

/** Forgets an invite that the engine has refused, so that the next join goes without it. Throws `error` again. */
export function withoutBadInvite(error: unknown): never {
  if (error instanceof UTDStreamError && error.field === 'invite') {
    last = undefined;
    storage()?.removeItem(key);
  }
  throw error;
}
