import { sizes } from '../../src/protocol/names.ts';
import type { MessageContent, RoomChat } from '../../src/protocol/chat/chat-messages.ts';
import type { WireMessage } from '../../src/protocol/chat/chat.ts';
import type { ChatRow } from '../model/chat-row.ts';
import { iso } from '../core/iso.ts';
import { may } from '../auth/authorize.ts';
import type { Message } from '../model/outgoing-message.ts';
import { newId } from '../core/new-id.ts';
import { Refusal } from '../core/refusal.ts';
import { wholeIn } from '../requests/page.ts';
import type { RoomRoutes } from '../requests/route-context.ts';

const wire = ({ messageId, userData, removedBy, at, ...row }: ChatRow): WireMessage => ({
  ...row,
  message_id: messageId,
  at: iso(at),
  ...(userData !== undefined && { user_data: userData }),
  removed_by: removedBy ?? null,
});

/** To everybody. One that is too large for a packet is left out, and everybody reads what they miss. */
function pushed({ id, seq, messageId, sender, name, avatar, text, at, userData }: ChatRow): Message {
  const roomChat: RoomChat['roomChat'] = {
    message: 'chat',
    senderUserId: sender,
    senderName: name,
    senderAvatar: avatar,
    text,
    timestamp: iso(at),
    messageID: id,
    seq,
    clientID: messageId,
    ...(userData !== undefined && { userData }),
  };
  const fits = Buffer.byteLength(JSON.stringify({ roomChat })) <= sizes.push;
  return { to: 'all', body: fits ? { roomChat } : { type: '_seat_update', reread: true } };
}

export const chatRoutes = {
  sendChat: ({ actor, body, now, store, commit }) => {
    const { room, me } = actor;
    if (room.comments?.locked) may(actor, 'sendLockedChat');
    const { text, message_id: messageId, user_data: userData } = body;
    const before = store.sentBefore(room, me.identity, messageId);
    if (before) return wire(before);
    const { identity: sender, name, avatar } = me;
    const seq = store.chatState(room).seq + 1;
    const row: ChatRow = { id: newId(), seq, messageId, sender, name, avatar, text, at: now, userData };
    store.saveMessage(room, row);
    commit({ messages: [pushed(row)] });
    return wire(row);
  },
  readChat: ({ actor, query, store }) => {
    const seq = (name: string) =>
      query[name] === undefined ? undefined : wholeIn(query[name], name, Number.MAX_SAFE_INTEGER, 0);
    const limit = wholeIn(query['limit'] ?? '50', 'limit', 100);
    // One more than is answered tells whether there is more.
    const found = store.chat(actor.room, { before: seq('before'), after: seq('after'), limit: limit + 1 });
    const messages = seq('after') === undefined ? found.slice(-limit) : found.slice(0, limit);
    return { messages: messages.map(wire), more: found.length > limit };
  },
  removeMessage: ({ actor, params, store, commit }) => {
    const { room, me } = actor;
    const row = store.chatMessage(room, params['id'] ?? '');
    if (!row)
      throw new Refusal('not_found', `There is no such message in '${room.name}'. It may be too old.`);
    if (row.sender !== me.identity) may(actor, 'removeOthersMessage', row.sender);
    if (row.removedBy !== undefined) return;
    const { userData: _, ...rest } = row;
    store.saveMessage(room, { ...rest, text: '', removedBy: me.identity });
    commit({
      messages: [{ to: 'all', body: { type: '_chat_removed', id: row.id, by: me.identity || null } }],
    });
  },
  sendData: ({ actor, body, now, commit }) => {
    const { data, message_id = newId(), destination_identities: to = 'all' } = body;
    // Key by key: what the caller calls `_from` stays below `data`.
    const messageContent: MessageContent['messageContent'] = {
      message: 'app',
      _msgId: message_id,
      _from: actor.server ? null : actor.me.identity,
      _at: iso(now),
      data,
    };
    commit({ messages: [{ to, body: { messageContent } }] });
  },
} satisfies Partial<RoomRoutes>;
