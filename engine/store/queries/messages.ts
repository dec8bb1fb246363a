import type { Kysely } from 'kysely';
import type { ConversationRow, MessageRow } from '../../model/conversation-row.ts';
import { Conflict } from '../conflict.ts';
import type { Tables } from '../schema/tables.ts';

type Stored = Omit<Tables['messages'], 'app'> & { readonly app: string };

const rowOf = ({ seq, client, content, ...row }: Stored): MessageRow => ({
  ...row,
  offset: seq,
  clientId: client,
  content: JSON.parse(content) as MessageRow['content'],
});

/** The messages of conversations. */
export const messageQueries = (db: Kysely<Tables>) => {
  const of = (app: string, conversation: string) =>
    db.selectFrom('messages').selectAll().where('app', '=', app).where('conversation', '=', conversation);
  return {
    /** The message that this sender sent with this id before. */
    async findSent(app: string, sender: string, clientId: string): Promise<MessageRow | null> {
      const row = await db
        .selectFrom('messages')
        .selectAll()
        .where('app', '=', app)
        .where('sender', '=', sender)
        .where('client', '=', clientId)
        .executeTakeFirst();
      return row ? rowOf(row) : null;
    },

    /**
     * Adds a message behind the last one of its conversation. Its sender has read up to it.
     *
     * @throws {Conflict} where the sender has sent the id to another conversation meanwhile
     */
    async appendMessage(
      { app, id }: ConversationRow,
      row: Omit<MessageRow, 'app' | 'conversation'>,
    ): Promise<void> {
      const { offset, clientId, sender, name, content, at } = row;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('messages')
        .values({
          app,
          conversation: id,
          seq: offset,
          client: clientId,
          sender,
          name,
          content: JSON.stringify(content),
          at,
        })
        .onConflict((conflict) => conflict.columns(['app', 'sender', 'client']).doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) throw new Conflict(`'${clientId}' was sent meanwhile.`);
      await db
        .updateTable('conversations')
        .set({ newest: offset, at })
        .where('app', '=', app)
        .where('id', '=', id)
        .execute();
      await db
        .updateTable('members')
        .set({ seen: offset })
        .where('app', '=', app)
        .where('conversation', '=', id)
        .where('identity', '=', sender)
        .execute();
    },

    /** The newest messages before an offset, oldest first. */
    async messagesBefore(
      app: string,
      conversation: string,
      before: number,
      limit: number,
    ): Promise<MessageRow[]> {
      const rows = await of(app, conversation)
        .where('seq', '<', before)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(rowOf).reverse();
    },

    /** The messages after an offset and up to another one, oldest first. */
    async messagesAfter(
      app: string,
      conversation: string,
      { after, upTo, limit }: { after: number; upTo: number; limit: number },
    ): Promise<MessageRow[]> {
      const rows = await of(app, conversation)
        .where('seq', '>', after)
        .where('seq', '<=', upTo)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },

    /** The last message of each of these conversations. */
    async lastMessages(app: string, conversations: readonly string[]): Promise<MessageRow[]> {
      if (!conversations.length) return [];
      const rows = await db
        .selectFrom('messages')
        .innerJoin('conversations', (join) =>
          join
            .onRef('conversations.app', '=', 'messages.app')
            .onRef('conversations.id', '=', 'messages.conversation')
            .onRef('conversations.newest', '=', 'messages.seq'),
        )
        .selectAll('messages')
        .where('messages.app', '=', app)
        .where('messages.conversation', 'in', conversations)
        .execute();
      return rows.map(rowOf);
    },
  };
};
