import * as v from 'valibot';
import { identityShape, isFree } from './identity.ts';
import { isLoopback } from './loopback.ts';

/** What names and texts may look like, and how large they may be. */
export const sizes = {
  name: 64,
  avatar: 300,
  note: 140,
  text: 2000,
  data: 8 * 1024,
  attributes: 512,
  body: 64 * 1024,
  document: 256 * 1024,
  push: 14 * 1024,
  metadata: 16 * 1024,
} as const;

/** A person, unique within an app. */
export const Identity = v.pipe(
  v.string(),
  v.regex(identityShape, 'An identity is 1–128 letters, digits or _.:@+- and starts with neither . nor _.'),
  v.check(isFree, 'This word is reserved and cannot be an identity.'),
);

/** A room, unique within an app. Names that begin with `call_` are the engine's. */
export const RoomName = v.pipe(
  v.string(),
  v.regex(
    /^(?!call_)[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/,
    'A room name is 1–128 letters, digits or ._~- , starts with a letter or digit, and not with call_.',
  ),
  v.check(isFree, 'This word is reserved and cannot be a room name.'),
);

/** Prefix of identities that the engine issues to people without one. */
export const anonymousPrefix = 'anon_';

// Controls, bidi controls and lone surrogates: they make one name look like another.
const invisible = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Cs}]/gu;

/** Text as it may be shown: NFC, without what cannot be seen, trimmed. */
export const displayText = (text: string) => text.normalize('NFC').replace(invisible, '').trim();

/** The same of several lines, which are kept. */
export const linesOfText = (text: string) =>
  text
    .split(/\r\n|[\n\r]/)
    .map((line) => line.normalize('NFC').replace(invisible, ''))
    .join('\n')
    .trim();

/** Text that people read. Too long is refused: nothing is cut short in silence. */
export const text = (max: number, what: string, shown = displayText) =>
  v.pipe(v.string(), v.transform(shown), v.maxLength(max, `${what} has at most ${max} characters.`));

export const DisplayName = v.pipe(text(sizes.name, 'A name'), v.minLength(1, 'A name cannot be empty.'));

function isPicture(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

export const Avatar = v.pipe(
  text(sizes.avatar, 'An avatar address'),
  v.check(isPicture, 'An avatar is an https address.'),
);

/** What a person may carry besides name and avatar; the vendor's own keys. */
export const attributeKeys = ['fr', 'frt', 'cn'] as const;

export const Attributes = v.pipe(
  v.record(v.picklist(attributeKeys), v.string()),
  v.check(
    (all) => new TextEncoder().encode(JSON.stringify(all)).length <= sizes.attributes,
    `Attributes have at most ${sizes.attributes} bytes together.`,
  ),
);
export type Attributes = v.InferOutput<typeof Attributes>;
