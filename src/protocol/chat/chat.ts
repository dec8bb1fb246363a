import * as v from 'valibot';
import { linesOfText, sizes, text } from '../names.ts';

/** The text of a chat message: 1–2,000 characters, line breaks included. */
export const ChatText = v.pipe(
  text(sizes.text, 'A message', linesOfText),
  v.minLength(1, 'A message cannot be empty.'),
);

/** Chosen by the sender. The engine takes an id once, so that a repeated request makes no second message. */
export const MessageId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'A message id has 16–64 letters, digits, _ or -.'),
);

const deepest = 8;

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** The app's own data, beside a chat message or as a message of its own: JSON of at most 8 KiB and 8 levels. */
export const UserData = v.pipe(
  v.unknown(),
  v.check(
    (data) => new TextEncoder().encode(JSON.stringify(data) ?? '').length <= sizes.data,
    `Data has at most ${sizes.data / 1024} KiB as JSON.`,
  ),
  v.check((data) => depthOf(data) <= deepest, `Data is at most ${deepest} levels deep.`),
);

/** A message of the room's chat. */
export const WireMessage = v.object({
  /** The engine's id; `message_id` is the sender's id. */
  id: v.string(),
  /** Counts the messages of this incarnation of the room from 1. A gap in the numbers shows a missed message. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  message_id: v.string(),
  sender: v.string(),
  name: v.string(),
  avatar: v.optional(v.nullable(v.string()), null),
  text: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
  user_data: v.optional(v.unknown()),
  /** Identity of the participant who removed the message. The text of a removed message is empty. */
  removed_by: v.optional(v.nullable(v.string()), null),
});
export type WireMessage = v.InferOutput<typeof WireMessage>;

/** The progress of the chat. A client whose last message has a lower number reads the missing messages. */
export const ChatState = v.object({
  /** The number of the last message; 0 for an empty chat. */
  seq: v.optional(v.number(), 0),
  /** Ids of the removed messages, among the messages that the engine keeps. */
  removed: v.optional(v.array(v.string()), []),
});
export type ChatState = v.InferOutput<typeof ChatState>;

/** The lock of the comments: while `locked`, only host and admins may write. */
export const Comments = v.object({
  locked: v.optional(v.boolean(), false),
  /** Identity of the host or admin who locked the comments. */
  by: v.optional(v.nullable(v.string()), null),
});
export type Comments = v.InferOutput<typeof Comments>;
