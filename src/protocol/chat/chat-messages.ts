import * as v from 'valibot';
import { ChatText, UserData } from './chat.ts';
import { At } from '../room-state.ts';

const stamp = v.pipe(v.string(), v.isoTimestamp());

/** A message of the room's chat, to all participants. `messageID` is the engine's id, which is unique. */
export const RoomChat = v.object({
  roomChat: v.object({
    message: v.optional(v.string()),
    senderUserId: v.string(),
    senderName: v.string(),
    senderAvatar: v.optional(v.nullable(v.string()), null),
    text: v.string(),
    timestamp: stamp,
    messageID: v.string(),
    /** The number as in `WireMessage`. An older engine sends none. */
    seq: v.optional(v.number()),
    clientID: v.optional(v.string()),
    userData: v.optional(v.unknown()),
  }),
});
export type RoomChat = v.InferOutput<typeof RoomChat>;

/** A chat message from a participant instead of the engine. No engine has checked its sizes, so this schema does. */
export const PeerChatMessage = v.object({
  roomChat: v.object({
    ...RoomChat.entries.roomChat.entries,
    text: ChatText,
    userData: v.optional(UserData),
  }),
});

/** The comments were locked or unlocked, to all participants. */
export const ChatLock = v.object({
  type: v.literal('_chat_lock'),
  ...At.entries,
  locked: v.boolean(),
  by: v.optional(v.nullable(v.string()), null),
});

/** A chat message was removed, to all participants. */
export const ChatRemoved = v.object({
  type: v.literal('_chat_removed'),
  ...At.entries,
  id: v.string(),
  by: v.optional(v.nullable(v.string()), null),
});

/** A message of the app's own meaning. `_from` is `null` for the app's backend; no participant can forge `null`. */
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
