import { isPictureAddress, parseAddress } from '../../protocol/web-address.ts';

const linkable = (value: string) => /^https?:$/.test(parseAddress(value)?.protocol ?? '');

type Check = (element: Element, value: string) => boolean;

const on =
  (tag: string, check: (value: string) => boolean): Check =>
  (element, value) =>
    element.localName === tag && check(value);
const anywhere: Check = () => true;
const picture = on('img', isPictureAddress);

/**
 * The attributes that `data-utd-attr-…` may write. No other attribute is written. Addresses are absolute, so that a
 * participant's name cannot lead to actions of this page.
 */
const allowed: Readonly<Record<string, Check>> = {
  src: picture,
  poster: on('video', isPictureAddress),
  href: on('a', linkable),
  alt: anywhere,
  title: anywhere,
  value: anywhere,
  datetime: anywhere,
  lang: anywhere,
  dir: anywhere,
  identity: anywhere,
  index: anywhere,
  'aria-label': anywhere,
  'aria-description': anywhere,
};

/** The names of these attributes. */
export const bindableNames: readonly string[] = Object.keys(allowed);

export const mayBind = (element: Element, name: string, value: string): boolean =>
  Object.hasOwn(allowed, name)
    ? allowed[name]!(element, value)
    : name.startsWith('data-') && !name.startsWith('data-utd-');

/** The attribute that is written beside an attribute with an address of another site. */
export const companions: Readonly<Record<string, readonly [name: string, value: string]>> = {
  href: ['rel', 'noopener noreferrer'],
  src: ['referrerpolicy', 'no-referrer'],
};
