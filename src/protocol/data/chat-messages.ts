import * as v from 'valibot';
import { ChatText, UserData } from '../chat.ts';
import { At } from '../room-state.ts';

const stamp = v.pipe(v.string(), v.isoTimestamp());

/** A message of the room's chat, to everybody. `messageID` is the engine's, and never used twice. */
export const RoomChat = v.object({
  roomChat: v.object({
    message: v.optional(v.string()),
    senderUserId: v.string(),
    senderName: v.string(),
    senderAvatar: v.optional(v.nullable(v.string()), null),
    text: v.string(),
    timestamp: stamp,
    messageID: v.string(),
    /** See `WireMessage`; an older engine counts none. */
    seq: v.optional(v.number()),
    clientID: v.optional(v.string()),
    userData: v.optional(v.unknown()),
  }),
});
export type RoomChat = v.InferOutput<typeof RoomChat>;

/** The same from a person, whom no engine has held to any size. */
export const PeerChatMessage = v.object({
  roomChat: v.object({
    ...RoomChat.entries.roomChat.entries,
    text: ChatText,
    userData: v.optional(UserData),
  }),
});

export const ChatLock = v.object({
  type: v.literal('_chat_lock'),
  ...At.entries,
  locked: v.boolean(),
  by: v.optional(v.nullable(v.string()), null),
});

export const ChatRemoved = v.object({
  type: v.literal('_chat_removed'),
  ...At.entries,
  id: v.string(),
  by: v.optional(v.nullable(v.string()), null),
});

/** An app's own message. `_from` is `null` where the customer's backend sent it, which nobody can forge. */
export const MessageContent = v.object({
  messageContent: v.object({
    message: v.optional(v.string()),
    _msgId: v.string(),
    _from: v.nullable(v.string()),
    _at: stamp,
    data: v.optional(v.unknown()),
  }),
});
export type MessageContent = v.InferOutput<typeof MessageContent>;
