import * as v from 'valibot';
import { ChatText, MessageId, UserData, WireMessage } from './chat.ts';
import { Identity } from '../names.ts';

const chat = '/rooms/:room/chat' as const;
const lock = { method: 'PUT', operation: 'lockComments' } as const;

/** The most participants to whom a message can be addressed by identity. */
const mostAddressed = 100;

export const chatEndpoints = {
  sendChat: {
    method: 'POST',
    path: chat,
    operation: 'sendChat',
    body: v.object({ text: ChatText, message_id: MessageId, user_data: v.optional(UserData) }),
    answer: WireMessage,
  },
  /** Query: `before` or `after` (a `seq`), by default the newest; `limit` (≤ 100, default 50). The oldest first. */
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
      /** Default: all participants. */
      destination_identities: v.optional(
        v.pipe(v.array(Identity), v.minLength(1), v.maxLength(mostAddressed)),
      ),
    }),
  },
} as const;
