import type { Credentials, Me } from '../../model/options.ts';
import type { CredentialsElement } from './credentials-element.ts';
import { inviteOf } from './invite-link.ts';

/** What a page can say once for all its sessions, in `<meta name="…" content="…">`. */
const metas = { appId: 'utd-app-id', appKey: 'utd-app-key', baseUrl: 'utd-base-url' } as const;

const metaOf = (document: Document, name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

function fromPage(document: Document): Partial<Credentials> {
  const found = Object.entries(metas).map(([key, name]) => [key, metaOf(document, name)]);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/** Credentials and person of a provider: its own words, then the client's around it, then the page's. */
export const credentialsFor = (
  element: CredentialsElement,
  client: Partial<Credentials & Me> | undefined,
): Credentials & Me => ({
  appId: '',
  invite: inviteOf(window),
  ...fromPage(element.ownerDocument),
  ...client,
  ...element.said,
});
