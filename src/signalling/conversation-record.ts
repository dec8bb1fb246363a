import type { ConversationItem, DirectMessage } from '../model/signalling.ts';
import { displayText } from '../protocol/names.ts';
import { directPeople, type Conversation } from '../protocol/signalling/conversation.ts';

/** A conversation of the list. */
export interface ConversationRecord {
  readonly id: string;
  /** The name of a group. */
  readonly name: string | undefined;
  /** The people, and the offset up to which each has read. */
  readonly members: ReadonlyMap<string, number>;
  /** The offset of the last message. */
  readonly newest: number;
  readonly last: DirectMessage | null;
  /** The time of the last message; of the beginning where there is none. */
  readonly at: number;
}

const later = (a: DirectMessage | null, b: DirectMessage | null): DirectMessage | null =>
  a && b ? (a.offset > b.offset ? a : b) : (a ?? b);

/** The larger offset of each person, as a receipt never goes back. */
const furthest = (now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number> | undefined) =>
  new Map([...now].map(([identity, offset]) => [identity, Math.max(offset, before?.get(identity) ?? 0)]));

/** The record of a row. Frames that have arrived meanwhile may be newer than the row. */
export function fromRow(
  row: Conversation,
  last: DirectMessage | null,
  before: ConversationRecord | undefined,
): ConversationRecord {
  const members = new Map(row.members.map(({ identity, offset }) => [identity, offset]));
  return {
    id: row.conversation,
    name: row.name,
    members: furthest(members, before?.members),
    newest: Math.max(row.offset + row.unread, before?.newest ?? 0),
    last: later(last, before?.last ?? null),
    at: Math.max(Date.parse(row.at), before?.at ?? 0),
  };
}

/** The record of a conversation that is not listed yet, and that a message has come from. */
const unlisted = ({ conversation, offset, at }: DirectMessage): ConversationRecord => ({
  id: conversation,
  name: undefined,
  members: new Map((directPeople(conversation) ?? []).map((identity) => [identity, offset - 1])),
  newest: 0,
  last: null,
  at: Number(at),
});

/** The record after a message. The sender has read their own message. */
export function withMessage(
  before: ConversationRecord | undefined,
  message: DirectMessage,
): ConversationRecord {
  const record = before ?? unlisted(message);
  const { identity, offset, at } = message;
  return {
    ...record,
    members: withReceipt(record, identity, offset).members,
    newest: Math.max(record.newest, offset),
    last: later(record.last, message),
    at: Math.max(record.at, Number(at)),
  };
}

/** The record after a person has read up to an offset. */
export function withReceipt(
  record: ConversationRecord,
  identity: string,
  offset: number,
): ConversationRecord {
  const members = new Map(record.members);
  if (members.has(identity)) members.set(identity, Math.max(offset, members.get(identity)!));
  return { ...record, members };
}

/** The number of messages that a person has not read. */
export const unreadIn = ({ newest, members }: ConversationRecord, me: string): number =>
  Math.max(0, newest - (members.get(me) ?? newest));

interface ItemDeps {
  readonly me: string;
  readonly typing: readonly string[];
  /** The name of a person, as far as a message has told it. */
  readonly nameOf: (identity: string) => string;
}

/** A conversation as the list shows it. */
export function toItem(record: ConversationRecord, { me, typing, nameOf }: ItemDeps): ConversationItem {
  const { id, last } = record;
  const people = directPeople(id);
  const identity = people && (people.find((each) => each !== me) ?? me);
  return {
    id,
    identity,
    group: identity === null,
    name: identity === null ? displayText(record.name ?? '') || id : nameOf(identity),
    avatar: null,
    text: last?.text ?? '',
    at: last?.at ?? null,
    unread: unreadIn(record, me),
    members: [...record.members.keys()],
    typing,
  };
}
