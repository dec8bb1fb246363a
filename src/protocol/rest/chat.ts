import * as v from 'valibot';
import { ChatText, MessageId, UserData, WireMessage } from '../chat.ts';
import { Identity } from '../names.ts';

const chat = '/rooms/:room/chat' as const;
const lock = { method: 'PUT', operation: 'lockComments' } as const;

/** Most people that one message is addressed to by name. */
const mostAddressed = 100;

export const chatEndpoints = {
  sendChat: {
    method: 'POST',
    path: chat,
    operation: 'sendChat',
    body: v.object({ text: ChatText, message_id: MessageId, user_data: v.optional(UserData) }),
    answer: WireMessage,
  },
  /** Query: `before`, `after` (a `seq`), `limit` (≤ 100, 50 unless told). Oldest first; the newest unless told. */
  readChat: {
    method: 'GET',
    path: chat,
    operation: 'readChat',
    answer: v.object({ messages: v.array(WireMessage), more: v.optional(v.boolean(), false) }),
  },
  removeMessage: { method: 'DELETE', path: `${chat}/:id`, operation: 'removeMessage' },
  lockComments: { ...lock, path: '/rooms/:room/comments/lock' },
  unlockComments: { ...lock, path: '/rooms/:room/comments/unlock' },
  sendData: {
    method: 'POST',
    path: '/rooms/:room/send-data',
    operation: 'sendData',
    body: v.object({
      data: UserData,
      message_id: v.optional(MessageId),
      /** Everybody unless told. */
      destination_identities: v.optional(
        v.pipe(v.array(Identity), v.minLength(1), v.maxLength(mostAddressed)),
      ),
    }),
  },
} as const;
