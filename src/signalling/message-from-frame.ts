import type { DirectMessage } from '../model/signalling.ts';
import { displayText, linesOfText } from '../protocol/names.ts';
import type { Message } from '../protocol/signalling/conversation.ts';
import type { NumberedMessage } from '../session/chat/message-log.ts';

/** A message in the public shape. */
export const toDirectMessage = (wire: Message, me: string): DirectMessage => ({
  id: wire.client_id,
  conversation: wire.conversation,
  offset: wire.offset,
  identity: wire.from,
  name: displayText(wire.name ?? '') || wire.from,
  avatar: null,
  // The engine cleans texts too. This is the last place before a text is shown.
  text: linesOfText(wire.content.text ?? ''),
  at: new Date(wire.at),
  mine: wire.from === me,
  userData: wire.content.data,
});

/** A message with its place in the log. */
export const numbered = (message: DirectMessage): NumberedMessage<DirectMessage> => ({
  message,
  seq: message.offset,
});
