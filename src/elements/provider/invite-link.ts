import { UTDStreamError } from '../../errors/errors.ts';

/** In the part of the address behind `#`, which browsers send to nobody. */
const name = 'utd-invite';

/** For reloads of the tab: in the address it would be shared with it. */
const key = 'utd:invite';

function kept(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined; // storage is switched off: the link is good until the next reload
  }
}

let last: string | undefined;

/** What the signed link says that led to this page. It is taken out of the address when it is read. */
export function inviteOf({ location, history }: Window): string | undefined {
  const parts = location.hash.replace(/^#/, '').split('&');
  const found = parts.find((part) => part.startsWith(`${name}=`));
  if (found !== undefined) {
    last = found.slice(name.length + 1);
    kept()?.setItem(key, last);
    const rest = parts.filter((part) => part !== found).join('&');
    history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`));
  }
  return (last ??= kept()?.getItem(key) ?? undefined);
}

/** One that was refused is no way in: the next join goes without it. Throws what it was given. */
export function withoutBadInvite(error: unknown): never {
  if (error instanceof UTDStreamError && error.field === 'invite') {
    last = undefined;
    kept()?.removeItem(key);
  }
  throw error;
}
