import * as v from 'valibot';
import { linesOfText, sizes, text } from './names.ts';

/** What somebody writes to the room; its lines stay apart. */
export const ChatText = v.pipe(
  text(sizes.text, 'A message', linesOfText),
  v.minLength(1, 'A message cannot be empty.'),
);

/** Chosen by the sender: the same one again is the same message. */
export const MessageId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'A message id has 16–64 letters, digits, _ or -.'),
);

const deepest = 8;

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** The app's own data beside a message, or as one. */
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
  /** The engine's; `message_id` is the sender's own. */
  id: v.string(),
  /** Counts the messages of this incarnation of the room, without holes: what is missed is seen by it. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  message_id: v.string(),
  sender: v.string(),
  name: v.string(),
  avatar: v.optional(v.nullable(v.string()), null),
  text: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
  user_data: v.optional(v.unknown()),
  /** By whom it was removed; its text is empty then. */
  removed_by: v.optional(v.nullable(v.string()), null),
});
export type WireMessage = v.InferOutput<typeof WireMessage>;

/** How far the chat has come: who knows less reads on. */
export const ChatState = v.object({
  seq: v.optional(v.number(), 0),
  /** Ids of messages that were removed, of those that are kept. */
  removed: v.optional(v.array(v.string()), []),
});
export type ChatState = v.InferOutput<typeof ChatState>;

/** Whether only host and admins may write just now. */
export const Comments = v.object({
  locked: v.optional(v.boolean(), false),
  by: v.optional(v.nullable(v.string()), null),
});
export type Comments = v.InferOutput<typeof Comments>;
