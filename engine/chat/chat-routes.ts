import type { MessageContent, RoomChat } from '../../src/protocol/chat/chat-messages.ts';
import type { WireMessage } from '../../src/protocol/chat/chat.ts';
import { sizes } from '../../src/protocol/names.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import { authorize } from '../auth/authorize.ts';
import { iso } from '../core/clock.ts';
import { Refusal } from '../core/refusal.ts';
import type { ChatRow } from '../model/chat-row.ts';
import type { OutgoingMessage } from '../model/outgoing-message.ts';
import { wholeIn } from '../requests/request-input.ts';
import type { RoomRoutes } from '../requests/route-context.ts';

const wireMessage = ({ messageId, userData, removedBy, at, ...row }: ChatRow): WireMessage => ({
  ...row,
  message_id: messageId,
  at: iso(at),
  ...(userData !== undefined && { user_data: userData }),
  removed_by: removedBy ?? null,
});

/** The push to all participants. A message too large for a packet is left out, and participants read what they miss. */
function pushed(row: ChatRow): OutgoingMessage {
  const { id, seq, messageId, sender, name, avatar, text, at, userData } = row;
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
  sendChat: async ({ actor, body, now, tx, commit }) => {
    const { me, state } = actor;
    const { room } = state;
    if (room.comments?.locked) authorize(actor, 'sendLockedChat');
    const { text, message_id: messageId, user_data: userData } = body;
    const before = await tx.findSentMessage(room, me.identity, messageId);
    if (before) return wireMessage(before);
    const { identity: sender, name, avatar } = me;
    const seq = (await tx.newestSeq(room)) + 1;
    const row: ChatRow = { id: randomId(), seq, messageId, sender, name, avatar, text, at: now, userData };
    await tx.addMessage(room, row);
    await commit({ messages: [pushed(row)] });
    return wireMessage(row);
  },
  readChat: async ({ actor, query, tx }) => {
    const seq = (name: string) =>
      query[name] === undefined ? undefined : wholeIn(query[name], name, Number.MAX_SAFE_INTEGER, 0);
    const limit = wholeIn(query['limit'] ?? '50', 'limit', 100);
    // A further message in the result tells that there are more.
    const range = { before: seq('before'), after: seq('after'), limit: limit + 1 };
    const found = await tx.listMessages(actor.state.room, range);
    const messages = seq('after') === undefined ? found.slice(-limit) : found.slice(0, limit);
    return { messages: messages.map(wireMessage), more: found.length > limit };
  },
  removeMessage: async ({ actor, params, tx, commit }) => {
    const { me, state } = actor;
    const { room } = state;
    const row = await tx.findMessage(room, params['id'] ?? '');
    if (!row)
      throw new Refusal('not_found', `There is no such message in '${room.name}'. It may be too old.`);
    if (row.sender !== me.identity) authorize(actor, 'removeOthersMessage', row.sender);
    if (row.removedBy !== undefined) return;
    const { userData: _, ...rest } = row;
    await tx.markRemoved(room, { ...rest, text: '', removedBy: me.identity });
    await commit({
      messages: [{ to: 'all', body: { type: '_chat_removed', id: row.id, by: me.identity || null } }],
    });
  },
  sendData: async ({ actor, body, now, commit }) => {
    const { data, message_id = randomId(), destination_identities: to = 'all' } = body;
    // Key by key: a caller's own `_from` stays below `data`.
    const messageContent: MessageContent['messageContent'] = {
      message: 'app',
      _msgId: message_id,
      _from: actor.server ? null : actor.me.identity,
      _at: iso(now),
      data,
    };
    await commit({ messages: [{ to, body: { messageContent } }] });
  },
} satisfies Partial<RoomRoutes>;
