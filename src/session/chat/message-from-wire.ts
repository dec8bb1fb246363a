import type { AppMessage, ChatMessage } from '../../model/chat-message.ts';
import type { WireMessage } from '../../protocol/chat.ts';
import type { MessageContent, RoomChat } from '../../protocol/data/chat-messages.ts';
import { displayText, linesOfText } from '../../protocol/names.ts';
import type { Placed } from './message-log.ts';

export type Written = Pick<WireMessage, 'id' | 'sender' | 'name' | 'avatar' | 'text' | 'at'> &
  Partial<Pick<WireMessage, 'user_data' | 'removed_by'>> & { readonly seq?: number | undefined };

/** A message in the public shape, and its place. */
export function placedOf(wire: Written, me: string | undefined): Placed {
  const { id, seq, sender, avatar, text, removed_by } = wire;
  const message: ChatMessage = {
    id,
    identity: sender,
    name: displayText(wire.name) || sender,
    avatar,
    // The engine has seen to it; this is the last place before it is shown.
    text: linesOfText(text),
    at: new Date(wire.at),
    mine: sender === me,
    userData: wire.user_data,
  };
  return { message, seq, removed: removed_by != null };
}

/** The spelling of pushes → that of answers. */
export const writtenOf = ({ roomChat }: RoomChat): Written => ({
  id: roomChat.messageID,
  seq: roomChat.seq,
  sender: roomChat.senderUserId,
  name: roomChat.senderName,
  avatar: roomChat.senderAvatar,
  text: roomChat.text,
  at: roomChat.timestamp,
  user_data: roomChat.userData,
});

export const appMessageOf = ({ messageContent }: MessageContent): AppMessage => ({
  id: messageContent._msgId,
  from: messageContent._from,
  data: messageContent.data,
  at: new Date(messageContent._at),
});
