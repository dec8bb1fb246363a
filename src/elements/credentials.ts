import type { Credentials, Me } from '../options.ts';
import type { CredentialsElement } from './credentials-element.ts';
import { flatParent } from './command.ts';

/** What a page can say once for all its sessions, in `<meta name="…" content="…">`. */
const metas = { appId: 'utd-app-id', appKey: 'utd-app-key', baseUrl: 'utd-base-url' } as const;

const metaOf = (document: Document, name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

function fromPage(document: Document): Partial<Credentials> {
  const found = Object.entries(metas).map(([key, name]) => [key, metaOf(document, name)]);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/** The nearest `<utd-client>` around an element. */
function clientAround(element: Element): CredentialsElement | undefined {
  for (let at = flatParent(element); at; at = flatParent(at))
    if (at instanceof Element && at.localName === 'utd-client') return at as CredentialsElement;
  return undefined;
}

/** Credentials and person of a provider: its own words, then the client's around it, then the page's. */
export const credentialsFor = (element: CredentialsElement): Credentials & Me => ({
  appId: '',
  ...fromPage(element.ownerDocument),
  ...clientAround(element)?.said,
  ...element.said,
});
