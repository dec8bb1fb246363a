import type { Kysely } from 'kysely';
import { keptMessages } from '../../../src/protocol/constants.ts';
import type { ChatRange, ChatRow } from '../../model/chat-row.ts';
import type { RoomDoc } from '../../model/room-doc.ts';
import type { Tables } from '../schema/tables.ts';

const parsed = (row: { row: string } | undefined): ChatRow | null =>
  row ? (JSON.parse(row.row) as ChatRow) : null;

/** The chat of a room. It ends with the room. */
export const chatQueries = (db: Kysely<Tables>) => {
  const of = ({ app, name }: RoomDoc) =>
    db.selectFrom('chat').where('app', '=', app).where('room', '=', name);
  return {
    /** The message that this sender sent with this id before. */
    async findSentMessage(room: RoomDoc, sender: string, messageId: string): Promise<ChatRow | null> {
      const query = of(room).select('row').where('sender', '=', sender).where('message', '=', messageId);
      return parsed(await query.executeTakeFirst());
    },

    async findMessage(room: RoomDoc, id: string): Promise<ChatRow | null> {
      return parsed(await of(room).select('row').where('id', '=', id).executeTakeFirst());
    },

    /** Adds a message, and deletes all but the newest. Never replaces: two messages with one `seq` are an error. */
    async addMessage({ app, name }: RoomDoc, row: ChatRow): Promise<void> {
      const { seq, id, sender, messageId: message } = row;
      await db
        .insertInto('chat')
        .values({ app, room: name, seq, id, sender, message, removed: 0, row: JSON.stringify(row) })
        .execute();
      await db
        .deleteFrom('chat')
        .where('app', '=', app)
        .where('room', '=', name)
        .where('seq', '<=', seq - keptMessages)
        .execute();
    },

    /** Replaces a message by the mark that it was removed. */
    async markRemoved({ app, name }: RoomDoc, row: ChatRow): Promise<void> {
      await db
        .updateTable('chat')
        .set({ removed: 1, row: JSON.stringify(row) })
        .where('app', '=', app)
        .where('room', '=', name)
        .where('seq', '=', row.seq)
        .execute();
    },

    /** Oldest first: the messages after `after`, else the newest before `before`. */
    async listMessages(
      room: RoomDoc,
      { before = Number.MAX_SAFE_INTEGER, after, limit }: ChatRange,
    ): Promise<ChatRow[]> {
      const all = of(room).select('row').limit(limit);
      const rows = await (
        after === undefined
          ? all.where('seq', '<', before).orderBy('seq', 'desc')
          : all.where('seq', '>', after).orderBy('seq')
      ).execute();
      const messages = rows.map((row) => parsed(row)!);
      return after === undefined ? messages.reverse() : messages;
    },

    /** 0 for an empty chat. */
    async newestSeq(room: RoomDoc): Promise<number> {
      const newest = await of(room)
        .select((row) => row.fn.max('seq').as('seq'))
        .executeTakeFirst();
      return Number(newest?.seq ?? 0);
    },

    /** The ids of removed messages, among those that are kept, oldest first. */
    async removedMessages(room: RoomDoc): Promise<string[]> {
      const removed = await of(room).select('id').where('removed', '=', 1).orderBy('seq').execute();
      return removed.map(({ id }) => id);
    },
  };
};
