import { sql, type Kysely, type Migration } from 'kysely';
import type { PersonRow } from '../../model/room-doc.ts';
import { callsHaveRows } from './calls-migration.ts';
import { number, textOf } from './column-types.ts';
import type { Dialect } from '../dialects/dialect.ts';

/** The columns that migrations read and write: of past versions too, and so without the types of today. */
type Between = Kysely<{
  rooms: { app: string; name: string; doc: string | null; members: number; here: number };
  people: {
    app: string;
    room: string;
    identity: string;
    row: string;
    deadline: number | null;
    presence: string;
    joined_at: number;
  };
}>;

/** The tables of the first version. SQLite files of that version have them without a table of migrations. */
const firstTables = (dialect: Dialect): Migration => {
  const text = textOf(dialect);
  return {
    async up(db: Between) {
      const table = (name: string) => db.schema.createTable(name).ifNotExists();
      const withRoom = (name: string) =>
        table(name)
          .addColumn('app', text, (c) => c.notNull())
          .addColumn('room', text, (c) => c.notNull());
      await table('rooms')
        .addColumn('app', text, (c) => c.notNull())
        .addColumn('name', text, (c) => c.notNull())
        .addColumn('epoch', number, (c) => c.notNull())
        .addColumn('version', number, (c) => c.notNull())
        .addColumn('doc', text)
        .addColumn('sfu', text, (c) => c.unique())
        .addColumn('deadline', number)
        .addPrimaryKeyConstraint('rooms_key', ['app', 'name'])
        .execute();
      await sql`create index if not exists rooms_deadline on rooms (deadline) where deadline is not null`.execute(
        db,
      );
      await table('closing')
        .addColumn('sfu', text, (c) => c.primaryKey())
        .addColumn('metadata', text, (c) => c.notNull())
        .execute();
      await withRoom('people')
        .addColumn('identity', text, (c) => c.notNull())
        .addColumn('row', text, (c) => c.notNull())
        .addColumn('deadline', number)
        .addPrimaryKeyConstraint('people_key', ['app', 'room', 'identity'])
        .execute();
      await sql`create index if not exists people_deadline on people (deadline) where deadline is not null`.execute(
        db,
      );
      await withRoom('sessions')
        .addColumn('session', text, (c) => c.notNull())
        .addColumn('identity', text, (c) => c.notNull())
        .addColumn('epoch', number, (c) => c.notNull())
        .addColumn('ended', text)
        .addColumn('expires', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('sessions_key', ['app', 'room', 'identity', 'session'])
        .execute();
      await table('anonymous')
        .addColumn('app', text, (c) => c.notNull())
        .addColumn('hash', text, (c) => c.notNull())
        .addColumn('identity', text, (c) => c.notNull())
        .addColumn('name', text, (c) => c.notNull())
        .addColumn('expires', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('anonymous_key', ['app', 'hash'])
        .execute();
      await withRoom('kicked')
        .addColumn('identity', text, (c) => c.notNull())
        .addColumn('expires', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('kicked_key', ['app', 'room', 'identity'])
        .execute();
      await withRoom('expiries')
        .addColumn('at', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('expiries_key', ['app', 'room'])
        .execute();
      await db.schema.createIndex('expiries_at').ifNotExists().on('expiries').column('at').execute();
      await withRoom('bans')
        .addColumn('identity', text, (c) => c.notNull())
        .addColumn('reason', text)
        .addColumn('at', number, (c) => c.notNull())
        .addColumn('until', number)
        .addPrimaryKeyConstraint('bans_key', ['app', 'room', 'identity'])
        .execute();
      await withRoom('chat')
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('id', text, (c) => c.notNull())
        .addColumn('sender', text, (c) => c.notNull())
        .addColumn('message', text, (c) => c.notNull())
        .addColumn('removed', number, (c) => c.notNull())
        .addColumn('row', text, (c) => c.notNull())
        .addPrimaryKeyConstraint('chat_key', ['app', 'room', 'seq'])
        .execute();
      await db.schema
        .createIndex('chat_sent')
        .ifNotExists()
        .unique()
        .on('chat')
        .columns(['app', 'room', 'sender', 'message'])
        .execute();
      await table('tokens')
        .addColumn('app', text, (c) => c.notNull())
        .addColumn('jti', text, (c) => c.notNull())
        .addColumn('expires', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('tokens_key', ['app', 'jti'])
        .execute();
      await table('answers')
        .addColumn('scope', text, (c) => c.primaryKey())
        .addColumn('hash', text, (c) => c.notNull())
        .addColumn('status', number, (c) => c.notNull())
        .addColumn('body', text, (c) => c.notNull())
        .addColumn('expires', number, (c) => c.notNull())
        .execute();
    },
  };
};

/** A document of the first version. */
interface FirstDoc {
  sfu: string;
  seats: { identity: string | null; locked: boolean; muted?: boolean }[];
  silenced?: string[];
  cleared?: string[];
  withdrawn?: { identity: string; at: number }[];
}

/** The facts about people in a document of the first version, by identity. */
function saidOf(doc: FirstDoc): Map<string, Partial<PersonRow>> {
  const said = new Map<string, Partial<PersonRow>>();
  const say = (identity: string, more: Partial<PersonRow>) =>
    said.set(identity, { ...said.get(identity), ...more });
  for (const { identity, muted } of doc.seats)
    if (identity !== null && muted) say(identity, { silenced: true });
  for (const identity of doc.silenced ?? []) say(identity, { silenced: true });
  for (const identity of doc.cleared ?? []) say(identity, { cleared: true });
  for (const { identity, at } of doc.withdrawn ?? []) say(identity, { withdrawnAt: at });
  return said;
}

/** A room of the first version as the second has it. @throws {Error} where the document or a row is no JSON, or has no seats */
function carriedOver(doc: string, rows: readonly string[]): { doc: object; people: PersonRow[] } {
  const { sfu, silenced: _s, cleared: _c, withdrawn: _w, ...first } = JSON.parse(doc) as FirstDoc;
  const said = saidOf(JSON.parse(doc) as FirstDoc);
  const people = new Map(
    rows.map((row) => JSON.parse(row) as PersonRow).map((person) => [person.identity, person]),
  );
  for (const identity of said.keys())
    if (!people.has(identity))
      people.set(identity, {
        identity,
        name: identity,
        avatar: null,
        attributes: {},
        sessionId: '',
        joinedAt: 0,
        presence: 'absent',
        deadline: null,
      });
  return {
    doc: {
      ...first,
      seats: first.seats.map(({ identity, locked }) => ({ identity, locked })),
      livekitRoom: sfu,
    },
    people: [...people].map(([identity, person]) => ({ ...person, ...said.get(identity) })),
  };
}

/** The messages of JavaScript show the text of a document, and name no room. */
function inRoom<T>(app: string, name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(
      `the room '${name}' of the app ${app} cannot be carried over, as its document or the row of a participant is damaged. Restore a backup of the database`,
      { cause: error },
    );
  }
}

/** Moves the facts about people from the document of a room to their rows, and counts them. */
const peopleHaveRows = (dialect: Dialect): Migration => ({
  async up(db: Between) {
    const text = textOf(dialect);
    await db.schema.alterTable('rooms').renameColumn('sfu', 'livekit_room').execute();
    await db.schema.alterTable('closing').renameColumn('sfu', 'livekit_room').execute();
    for (const count of ['members', 'here'])
      await db.schema
        .alterTable('rooms')
        .addColumn(count, number, (c) => c.notNull().defaultTo(0))
        .execute();
    await db.schema
      .alterTable('people')
      .addColumn('presence', text, (c) => c.notNull().defaultTo('expected'))
      .execute();
    await db.schema
      .alterTable('people')
      .addColumn('joined_at', number, (c) => c.notNull().defaultTo(0))
      .execute();
    // Without the condition, Postgres takes this index for people by identity too, and reads the whole room.
    await sql`create index people_roster on people (app, room, joined_at, identity) where presence = 'here'`.execute(
      db,
    );
    const rooms = await db
      .selectFrom('rooms')
      .select(['app', 'name', 'doc'])
      .where('doc', 'is not', null)
      .$narrowType<{ doc: string }>()
      .execute();
    for (const { app, name, doc } of rooms) {
      const rows = await db
        .selectFrom('people')
        .select('row')
        .where('app', '=', app)
        .where('room', '=', name)
        .execute();
      const second = inRoom(app, name, () =>
        carriedOver(
          doc,
          rows.map(({ row }) => row),
        ),
      );
      for (const person of second.people) {
        const { identity, presence, joinedAt, deadline } = person;
        const row = {
          app,
          room: name,
          identity,
          presence,
          joined_at: joinedAt,
          deadline,
          row: JSON.stringify(person),
        };
        await db
          .insertInto('people')
          .values(row)
          .onConflict((conflict) => conflict.columns(['app', 'room', 'identity']).doUpdateSet(row))
          .execute();
      }
      const present = second.people.filter(({ presence }) => presence !== 'absent');
      await db
        .updateTable('rooms')
        .set({
          doc: JSON.stringify(second.doc),
          members: present.length,
          here: present.filter(({ presence }) => presence === 'here').length,
        })
        .where('app', '=', app)
        .where('name', '=', name)
        .execute();
    }
  },
});

/** Adds conversations, their people and messages, and blocks; and finds the rooms of a person. */
const conversations = (dialect: Dialect): Migration => ({
  async up(db: Between) {
    const text = textOf(dialect);
    const table = (name: string) => db.schema.createTable(name).addColumn('app', text, (c) => c.notNull());
    await table('conversations')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('name', text)
      .addColumn('creator', text)
      .addColumn('newest', number, (c) => c.notNull())
      .addColumn('at', number, (c) => c.notNull())
      .addPrimaryKeyConstraint('conversations_key', ['app', 'id'])
      .execute();
    await table('members')
      .addColumn('conversation', text, (c) => c.notNull())
      .addColumn('identity', text, (c) => c.notNull())
      .addColumn('seen', number, (c) => c.notNull())
      .addPrimaryKeyConstraint('members_key', ['app', 'conversation', 'identity'])
      .execute();
    await table('messages')
      .addColumn('conversation', text, (c) => c.notNull())
      .addColumn('seq', number, (c) => c.notNull())
      .addColumn('sender', text, (c) => c.notNull())
      .addColumn('client', text, (c) => c.notNull())
      .addColumn('name', text)
      .addColumn('content', text, (c) => c.notNull())
      .addColumn('at', number, (c) => c.notNull())
      .addPrimaryKeyConstraint('messages_key', ['app', 'conversation', 'seq'])
      .addUniqueConstraint('messages_sent', ['app', 'sender', 'client'])
      .execute();
    await table('blocks')
      .addColumn('identity', text, (c) => c.notNull())
      .addColumn('blocked', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('blocks_key', ['app', 'identity', 'blocked'])
      .execute();
    for (const name of ['members', 'people'])
      await db.schema.createIndex(`${name}_identity`).on(name).columns(['app', 'identity']).execute();
  },
});

/** Every version of the tables, oldest first: a name is never changed, and a migration never again once it was published. */
export const migrations = (dialect: Dialect): Record<string, Migration> => ({
  '0001-first-tables': firstTables(dialect),
  '0002-people-have-rows': peopleHaveRows(dialect),
  '0003-conversations': conversations(dialect),
  '0004-calls': callsHaveRows(dialect),
});

/** The name of the newest version of the tables. */
export const latest = Object.keys(migrations('sqlite')).at(-1)!;
