import { sql, type Kysely } from 'kysely';
import type { PageEnd } from '../../core/page-cursor.ts';
import type { ConversationRow, MemberRow } from '../../model/conversation-row.ts';
import type { Tables } from '../schema/tables.ts';

const columns = ['app', 'id', 'name', 'creator', 'newest', 'at'] as const;

/** Direct conversations, groups, their people, and who has blocked whom. */
export const conversationQueries = (db: Kysely<Tables>) => {
  const member = (app: string, conversation: string, identity: string) =>
    db
      .updateTable('members')
      .where('app', '=', app)
      .where('conversation', '=', conversation)
      .where('identity', '=', identity);
  return {
    async findConversation(app: string, id: string): Promise<ConversationRow | null> {
      const row = await db
        .selectFrom('conversations')
        .select(columns)
        .where('app', '=', app)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    async createConversation({ app, id, name, creator, newest, at }: ConversationRow): Promise<void> {
      await db.insertInto('conversations').values({ app, id, name, creator, newest, at }).execute();
    },

    async setCreator({ app, id }: ConversationRow, creator: string): Promise<void> {
      await db
        .updateTable('conversations')
        .set({ creator })
        .where('app', '=', app)
        .where('id', '=', id)
        .execute();
    },

    /** The people of conversations, by identity. */
    async membersOf(app: string, conversations: readonly string[]): Promise<MemberRow[]> {
      if (!conversations.length) return [];
      return db
        .selectFrom('members')
        .select(['conversation', 'identity', 'seen'])
        .where('app', '=', app)
        .where('conversation', 'in', conversations)
        .orderBy('identity')
        .execute();
    },

    async findMember(app: string, conversation: string, identity: string): Promise<MemberRow | null> {
      const row = await db
        .selectFrom('members')
        .select(['conversation', 'identity', 'seen'])
        .where('app', '=', app)
        .where('conversation', '=', conversation)
        .where('identity', '=', identity)
        .executeTakeFirst();
      return row ?? null;
    },

    /** People who begin with everything read. */
    async addMembers({ app, id, newest }: ConversationRow, identities: readonly string[]): Promise<void> {
      if (!identities.length) return;
      await db
        .insertInto('members')
        .values(identities.map((identity) => ({ app, conversation: id, identity, seen: newest })))
        .onConflict((conflict) => conflict.columns(['app', 'conversation', 'identity']).doNothing())
        .execute();
    },

    async removeMembers({ app, id }: ConversationRow, identities: readonly string[]): Promise<void> {
      if (!identities.length) return;
      await db
        .deleteFrom('members')
        .where('app', '=', app)
        .where('conversation', '=', id)
        .where('identity', 'in', identities)
        .execute();
    },

    /** Notes that a person has read up to an offset. @returns whether that is new */
    async setSeen(app: string, conversation: string, identity: string, offset: number): Promise<boolean> {
      const { numUpdatedRows } = await member(app, conversation, identity)
        .set({ seen: offset })
        .where('seen', '<', offset)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** The conversations of a person, newest first. @param before the last one of the page before */
    async listConversations(
      app: string,
      identity: string,
      { before, limit }: { before?: PageEnd | undefined; limit: number },
    ): Promise<(ConversationRow & Pick<MemberRow, 'seen'>)[]> {
      const all = db
        .selectFrom('members')
        .innerJoin('conversations', (join) =>
          join
            .onRef('conversations.app', '=', 'members.app')
            .onRef('conversations.id', '=', 'members.conversation'),
        )
        .select([
          'conversations.app',
          'conversations.id',
          'conversations.name',
          'conversations.creator',
          'conversations.newest',
          'conversations.at',
          'members.seen',
        ])
        .where('members.app', '=', app)
        .where('members.identity', '=', identity)
        .orderBy('conversations.at', 'desc')
        .orderBy('conversations.id', 'desc')
        .limit(limit);
      return (
        before
          ? all.where(({ eb, refTuple, tuple }) =>
              eb(refTuple('conversations.at', 'conversations.id'), '<', tuple(before.at, before.id)),
            )
          : all
      ).execute();
    },

    /** The conversations of a person with messages that the person has not read, newest first. */
    unreadConversations: (app: string, identity: string, limit: number) =>
      db
        .selectFrom('members')
        .innerJoin('conversations', (join) =>
          join
            .onRef('conversations.app', '=', 'members.app')
            .onRef('conversations.id', '=', 'members.conversation'),
        )
        .select(['conversations.id', 'conversations.newest', 'members.seen'])
        .where('members.app', '=', app)
        .where('members.identity', '=', identity)
        .whereRef('conversations.newest', '>', 'members.seen')
        .orderBy('conversations.at', 'desc')
        .limit(limit)
        .execute(),

    async setBlock(app: string, identity: string, blocked: string, on: boolean): Promise<void> {
      await (on
        ? db
            .insertInto('blocks')
            .values({ app, identity, blocked })
            .onConflict((conflict) => conflict.columns(['app', 'identity', 'blocked']).doNothing())
            .execute()
        : db
            .deleteFrom('blocks')
            .where('app', '=', app)
            .where('identity', '=', identity)
            .where('blocked', '=', blocked)
            .execute());
    },

    /** The given people who have blocked this person. */
    async blockersOf(app: string, blocked: string, identities: readonly string[]): Promise<Set<string>> {
      if (!identities.length) return new Set();
      const rows = await db
        .selectFrom('blocks')
        .select('identity')
        .where('app', '=', app)
        .where('blocked', '=', blocked)
        .where('identity', 'in', identities)
        .execute();
      return new Set(rows.map(({ identity }) => identity));
    },

    /** The given people whom this person has blocked. */
    async blockedBy(app: string, identity: string, identities: readonly string[]): Promise<Set<string>> {
      if (!identities.length) return new Set();
      const rows = await db
        .selectFrom('blocks')
        .select('blocked')
        .where('app', '=', app)
        .where('identity', '=', identity)
        .where('blocked', 'in', identities)
        .execute();
      return new Set(rows.map(({ blocked }) => blocked));
    },

    /** The given people who share a conversation, or an open room, with this person. */
    async sharing(app: string, identity: string, identities: readonly string[]): Promise<Set<string>> {
      if (!identities.length) return new Set();
      const { rows } = await sql<{ identity: string }>`
        select theirs.identity as identity from members as mine
          join members as theirs on theirs.app = mine.app and theirs.conversation = mine.conversation
          where mine.app = ${app} and mine.identity = ${identity} and theirs.identity in (${sql.join(identities)})
        union
        select theirs.identity as identity from people as mine
          join people as theirs on theirs.app = mine.app and theirs.room = mine.room
          where mine.app = ${app} and mine.identity = ${identity} and mine.presence <> 'absent'
            and theirs.presence <> 'absent' and theirs.identity in (${sql.join(identities)})`.execute(db);
      return new Set(rows.map((row) => row.identity));
    },
  };
};
