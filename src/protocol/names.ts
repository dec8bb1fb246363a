import * as v from 'valibot';
import { identityShape, isFree } from './identity.ts';
import { isPictureAddress } from './web-address.ts';

/**
 * The largest sizes. Names and texts (`name` to `text`) are counted in characters, all others in bytes. `body` limits a
 * request, `document` a room's stored state, `push` a data packet, `metadata` a room's metadata on the media server,
 * `frame` a frame from a client, and `authFrame` the first of them.
 */
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
  frame: 64 * 1024,
  authFrame: 4 * 1024,
} as const;

/** The identity of a participant, unique within an app. */
export const Identity = v.pipe(
  v.string(),
  v.regex(identityShape, 'An identity is 1–128 letters, digits or _.:@+- and starts with neither . nor _.'),
  v.check(isFree, 'This word is reserved and cannot be an identity.'),
);

/** The name of a room, unique within an app. The prefix `call_` is reserved for the engine. */
export const RoomName = v.pipe(
  v.string(),
  v.regex(
    /^(?!call_)[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/,
    'A room name is 1–128 letters, digits or ._~- , starts with a letter or digit, and not with call_.',
  ),
  v.check(isFree, 'This word is reserved and cannot be a room name.'),
);

const callId = 'call_[0-9a-f]{32}';

/** The id of a call, which is the name of its room too. The engine makes the ids. */
export const isCallId = (name: string): boolean => new RegExp(`^${callId}$`).test(name);

/** The prefix of the identities that the engine issues to participants without an identity of their own. */
export const anonymousPrefix = 'anon_';

// Control characters, bidirectional controls and lone surrogates can make a name look like another name.
const invisible = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Cs}]/gu;

/** Text for display on one line: NFC, without invisible characters, trimmed. */
export const displayText = (text: string) => text.normalize('NFC').replace(invisible, '').trim();

/** Text for display that keeps its lines: each line as in `displayText`. */
export const linesOfText = (text: string) =>
  text
    .split(/\r\n|[\n\r]/)
    .map((line) => line.normalize('NFC').replace(invisible, ''))
    .join('\n')
    .trim();

/** A schema for text that people read. Text that is too long is refused instead of shortened. */
export const text = (max: number, what: string, shown = displayText) =>
  v.pipe(v.string(), v.transform(shown), v.maxLength(max, `${what} has at most ${max} characters.`));

export const DisplayName = v.pipe(text(sizes.name, 'A name'), v.minLength(1, 'A name cannot be empty.'));

export const Avatar = v.pipe(
  text(sizes.avatar, 'An avatar address'),
  v.check(isPictureAddress, 'An avatar is an https address.'),
);

/** The keys of a participant's further attributes, defined by the vendor. */
export const attributeKeys = ['fr', 'frt', 'cn'] as const;

export const Attributes = v.pipe(
  v.record(v.picklist(attributeKeys), v.string()),
  v.check(
    (all) => new TextEncoder().encode(JSON.stringify(all)).length <= sizes.attributes,
    `Attributes have at most ${sizes.attributes} bytes together.`,
  ),
);
export type Attributes = v.InferOutput<typeof Attributes>;
