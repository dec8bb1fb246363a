import type { Credentials, Me } from '../../model/options.ts';
import { inviteOf } from './invite-link.ts';

/** Credentials that a page gives to all its sessions, in `<meta name="…" content="…">`. */
const metas = { appId: 'utd-app-id', appKey: 'utd-app-key', baseUrl: 'utd-base-url' } as const;

const metaOf = (document: Document, name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

function pageCredentials(document: Document): Partial<Credentials> {
  const found = Object.entries(metas).map(([key, name]) => [key, metaOf(document, name)]);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/**
 * The credentials of a provider, each from the nearest source: the provider, the client around it, the page.
 *
 * @param own of the provider's attributes
 * @param client of the `<utd-client>` around the provider
 */
export const credentialsFor = (
  document: Document,
  own: Partial<Credentials & Me>,
  client: Partial<Credentials & Me> | undefined,
): Credentials & Me => ({
  appId: '',
  invite: inviteOf(window),
  // A provider may stand in a window without metas of its own, as picture-in-picture of a document.
  ...pageCredentials(window.document),
  ...pageCredentials(document),
  ...client,
  ...own,
});
