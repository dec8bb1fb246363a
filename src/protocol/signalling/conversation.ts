import * as v from 'valibot';
import { ChatText, UserData } from '../chat/chat.ts';
import { DisplayName, Identity, sizes } from '../names.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function byBytes(a: string, b: string): number {
  const [one, other] = [bytes(a), bytes(b)];
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? one.length - other.length : one[at]! - (other[at] ?? -1);
}

/** The id of the direct conversation of two people: the same for both, as `~` is in no identity. */
export const directConversation = (a: string, b: string): string => ['dm', ...[a, b].sort(byBytes)].join('~');

/** The two people of a direct conversation; `null` for the id of a group. */
export function directPeople(conversation: string): readonly [string, string] | null {
  const [kind, a, b] = conversation.split('~');
  return kind === 'dm' && a !== undefined && b !== undefined ? [a, b] : null;
}

/** The id of a group. The engine makes it. */
export const groupId = (random: string): string => `group~${random}`;

/** The id of a direct conversation, or of a group. */
export const ConversationId = v.pipe(
  v.string(),
  v.regex(
    /^(dm~[^~]{1,128}~[^~]{1,128}|group~[0-9a-f]{32})$/,
    'A conversation is dm~… or group~…, as the engine has named it.',
  ),
);

export const GroupId = v.pipe(ConversationId, v.startsWith('group~', 'A group is group~….'));

/** Chosen by the sender. The engine takes an id once, so that a repeated frame makes no second message. */
export const ClientId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'A client_id has 16–64 letters, digits, _ or -.'),
);

/** A count of messages in a conversation. The first message has the offset 1. */
export const Offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The content of a message: text, data of the app's own, or both. */
export const Content = v.pipe(
  v.object({ text: v.optional(ChatText), data: v.optional(UserData) }),
  v.check(({ text, data }) => text !== undefined || data !== undefined, 'A message has text or data.'),
  v.check(
    (content) => bytes(JSON.stringify(content)).length <= sizes.data,
    `A message has at most ${sizes.data / 1024} KiB as JSON.`,
  ),
);
export type Content = v.InferOutput<typeof Content>;

/** A message of a conversation. */
export const Message = v.object({
  conversation: v.string(),
  /** Counts the messages of the conversation from 1, without holes. */
  offset: v.number(),
  client_id: v.string(),
  from: v.string(),
  name: v.optional(v.string()),
  content: v.object({ text: v.optional(v.string()), data: v.optional(v.unknown()) }),
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type Message = v.InferOutput<typeof Message>;

/** A conversation in the list of a person. */
export const Conversation = v.object({
  conversation: v.string(),
  /** The name of a group. */
  name: v.optional(v.string()),
  /** The person who manages a group. */
  creator: v.optional(v.string()),
  /** The people, and the offset up to which each has read. */
  members: v.array(v.object({ identity: v.string(), offset: v.number() })),
  /** The offset up to which the asking person has read. */
  offset: v.number(),
  unread: v.number(),
  last: v.nullable(Message),
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type Conversation = v.InferOutput<typeof Conversation>;

/** The recipient of a frame: one person, or a group. */
export const Recipient = { to: v.optional(Identity), group: v.optional(GroupId) };

export const GroupName = DisplayName;
