import type { AppMessage, ChatMessage } from '../../model/chat-message.ts';
import type { WireMessage } from '../../protocol/chat/chat.ts';
import type { MessageContent, RoomChat } from '../../protocol/chat/chat-messages.ts';
import { displayText, linesOfText } from '../../protocol/names.ts';
import type { NumberedMessage } from './message-log.ts';

/** A message in the spelling of answers, into which pushes are converted too. */
export type WireText = Pick<WireMessage, 'id' | 'sender' | 'name' | 'avatar' | 'text' | 'at'> &
  Partial<Pick<WireMessage, 'user_data' | 'removed_by'>> & { readonly seq?: number | undefined };

/** A message in the public shape, with its place in the log. */
export function toNumberedMessage(wire: WireText, me: string | null): NumberedMessage {
  const { id, seq, sender, avatar, text, removed_by } = wire;
  const message: ChatMessage = {
    id,
    identity: sender,
    name: displayText(wire.name) || sender,
    avatar,
    // The engine cleans texts too. This is the last place before a text is shown.
    text: linesOfText(text),
    at: new Date(wire.at),
    mine: sender === me,
    userData: wire.user_data,
  };
  return { message, seq, removed: removed_by != null };
}

/** Converts the spelling of pushes into the spelling of answers. */
export const fromPush = ({ roomChat }: RoomChat): WireText => ({
  id: roomChat.messageID,
  seq: roomChat.seq,
  sender: roomChat.senderUserId,
  name: roomChat.senderName,
  avatar: roomChat.senderAvatar,
  text: roomChat.text,
  at: roomChat.timestamp,
  user_data: roomChat.userData,
});

/** An app message in the public shape. */
export const toAppMessage = ({ messageContent }: MessageContent): AppMessage => ({
  id: messageContent._msgId,
  from: messageContent._from,
  data: messageContent.data,
  at: new Date(messageContent._at),
});
