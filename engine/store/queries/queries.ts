import type { Kysely } from 'kysely';
import { banQueries } from './bans.ts';
import { callQueries } from './calls.ts';
import { chatQueries } from './chat.ts';
import { conversationQueries } from './conversations.ts';
import { messageQueries } from './messages.ts';
import { peopleQueries } from './people.ts';
import { roomQueries } from './rooms.ts';
import { sessionQueries } from './sessions.ts';
import { shortLivedQueries } from './short-lived.ts';
import type { Tables } from '../schema/tables.ts';

const groups = [
  roomQueries,
  peopleQueries,
  sessionQueries,
  banQueries,
  chatQueries,
  callQueries,
  shortLivedQueries,
  conversationQueries,
  messageQueries,
] as const;

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** Every query of the store, inside one transaction. */
export type StoreQueries = Intersection<ReturnType<(typeof groups)[number]>>;

type Group = (typeof groups)[number];

/** Makes each group of queries by the first use of one of them, because a transaction uses few of the groups. */
class Queries {
  readonly db: Kysely<Tables>;
  readonly made = new Map<Group, Readonly<Record<string, unknown>>>();

  constructor(db: Kysely<Tables>) {
    this.db = db;
  }

  group(group: Group): Readonly<Record<string, unknown>> {
    const made = this.made.get(group) ?? group(this.db);
    this.made.set(group, made);
    return made;
  }
}

for (const group of groups)
  for (const name of Object.keys(group(undefined as never)))
    Object.defineProperty(Queries.prototype, name, {
      get(this: Queries) {
        return this.group(group)[name];
      },
    });

/** The queries of one transaction. */
export const queriesOf = (db: Kysely<Tables>): StoreQueries => new Queries(db) as unknown as StoreQueries; // by the loop above
