import type { AckOf, ClientData } from '../../src/protocol/signalling/client-frames.ts';
import {
  directConversation,
  directPeople,
  type Conversation,
  type Message,
} from '../../src/protocol/signalling/conversation.ts';
import { frameText } from '../../src/protocol/signalling/server-frames.ts';
import type { Bus } from '../core/bus.ts';
import { iso, type Clock } from '../core/clock.ts';
import { cursorOf, readCursor } from '../core/page-cursor.ts';
import { Refusal } from '../core/refusal.ts';
import type { ConversationRow, MessageRow } from '../model/conversation-row.ts';
import type { Rooms } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import type { Caller } from './signal-deps.ts';
import type { Typing } from './typing.ts';

export interface ConversationsDeps {
  readonly rooms: Rooms;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly typing: Typing;
}

/** A message as it travels. */
export const wireMessage = ({
  conversation,
  offset,
  clientId,
  sender,
  name,
  content,
  at,
}: MessageRow): Message => ({
  conversation,
  offset,
  client_id: clientId,
  from: sender,
  ...(name !== null && { name }),
  content,
  at: iso(at),
});

export const notInside = (doing: string): Refusal =>
  new Refusal('not_found', `Could not ${doing}: there is no such conversation with you in it. Check its id.`);

/** The conversation that a frame names. @throws {Refusal} `invalid_request` for the caller themselves */
function namedIn(
  { identity }: Caller,
  { to, group }: { to?: string | undefined; group?: string | undefined },
): string {
  if (to === identity)
    throw new Refusal(
      'invalid_request',
      'Could not go on: it is addressed to yourself. Name another person.',
      {
        field: 'to',
      },
    );
  return group ?? directConversation(identity, to!); // the schema demands one of the two
}

/** The people of a conversation that the caller is in, be it a direct one that has no message yet. */
async function peopleOf(
  tx: StoreQueries,
  { app, identity }: Caller,
  conversation: string,
  doing: string,
): Promise<readonly string[]> {
  const people =
    directPeople(conversation) ??
    (await tx.membersOf(app, [conversation])).map(({ identity: member }) => member);
  if (people.includes(identity)) return people;
  throw notInside(doing);
}

/** The people without the caller, those whom the caller has blocked, and those who have blocked the caller. */
async function audience(
  tx: StoreQueries,
  { app, identity }: Caller,
  people: readonly string[],
): Promise<readonly string[]> {
  const [blocked, blockers] = [
    await tx.blockedBy(app, identity, people),
    await tx.blockersOf(app, identity, people),
  ];
  return people.filter((each) => each !== identity && !blocked.has(each) && !blockers.has(each));
}

/** Sends and reads the messages of direct conversations and groups. */
export class Conversations {
  readonly #deps: ConversationsDeps;

  constructor(deps: ConversationsDeps) {
    this.#deps = deps;
  }

  /** Keeps a message, and then tells the people. A repeated `client_id` gets the first answer. */
  async send(caller: Caller, frame: ClientData<'msg.send'>): Promise<AckOf<'msg.send'>> {
    const { rooms, clock } = this.#deps;
    const { app, identity, name = null } = caller;
    const { client_id: clientId, content, to } = frame;
    const conversation = namedIn(caller, frame);
    return rooms.transaction({ app, room: conversation }, async (transaction) => {
      const { tx } = transaction;
      const before = await tx.findSent(app, identity, clientId);
      if (before && before.conversation !== conversation)
        throw new Refusal(
          'invalid_request',
          'This client_id was used in another conversation. Use an id for one message only.',
          { field: 'client_id' },
        );
      if (before) return { conversation, offset: before.offset, at: iso(before.at) };
      const people = await peopleOf(tx, caller, conversation, 'send');
      if (to !== undefined && (await tx.blockersOf(app, identity, [to])).size)
        throw new Refusal('forbidden', `Could not send: '${to}' takes no messages from you.`);
      const at = clock.now();
      const found = await this.#opened(tx, app, conversation, people, at);
      const row = { offset: found.newest + 1, clientId, sender: identity, name, content, at };
      await tx.appendMessage(found, row);
      transaction.afterCommit(() => {
        this.#deps.typing.end({ app, conversation, from: identity });
        this.#tell(caller, people, frameText('msg', wireMessage({ app, conversation, ...row })));
      });
      return { conversation, offset: row.offset, at: iso(at) };
    });
  }

  async history(
    caller: Caller,
    { conversation, before = Number.MAX_SAFE_INTEGER, limit }: ClientData<'msg.history'>,
  ): Promise<AckOf<'msg.history'>> {
    const { app } = caller;
    return this.#deps.rooms.read(async (tx) => {
      await peopleOf(tx, caller, conversation, 'read messages');
      // A further message in the result tells that there are more.
      const rows = await tx.messagesBefore(app, conversation, before, limit + 1);
      return { messages: rows.slice(-limit).map(wireMessage), more: rows.length > limit };
    });
  }

  async list(
    { app, identity }: Caller,
    { before, limit }: ClientData<'conv.list'>,
  ): Promise<AckOf<'conv.list'>> {
    const page = readCursor(before, 'before');
    return this.#deps.rooms.read(async (tx) => {
      const found = await tx.listConversations(app, identity, { before: page, limit: limit + 1 });
      const rows = found.slice(0, limit);
      const ids = rows.map(({ id }) => id);
      const members = await tx.membersOf(app, ids);
      const last = new Map((await tx.lastMessages(app, ids)).map((row) => [row.conversation, row]));
      const conversations = rows.map(({ id, name, creator, newest, seen, at }): Conversation => {
        const newestMessage = last.get(id);
        return {
          conversation: id,
          ...(name !== null && { name }),
          ...(creator !== null && { creator }),
          members: members
            .filter(({ conversation }) => conversation === id)
            .map((member) => ({ identity: member.identity, offset: member.seen })),
          offset: seen,
          unread: newest - seen,
          last: newestMessage ? wireMessage(newestMessage) : null,
          at: iso(at),
        };
      });
      return { conversations, next: found.length > limit ? cursorOf(rows.at(-1)!) : null };
    });
  }

  async typing(caller: Caller, frame: ClientData<'typing'>): Promise<AckOf<'typing'>> {
    const { rooms, typing } = this.#deps;
    const { app, identity: from } = caller;
    const conversation = namedIn(caller, frame);
    const to = await rooms.read(async (tx) =>
      audience(tx, caller, await peopleOf(tx, caller, conversation, 'type')),
    );
    if (frame.on) typing.begin({ app, conversation, from }, to);
    else typing.end({ app, conversation, from });
    return {};
  }

  /** Notes how far a person has read. */
  async receipt(caller: Caller, { conversation, offset }: ClientData<'receipt'>): Promise<AckOf<'receipt'>> {
    const { app, identity } = caller;
    await this.#deps.rooms.transaction({ app, room: conversation }, async (transaction) => {
      const { tx } = transaction;
      const people = await peopleOf(tx, caller, conversation, 'note what was read');
      const newest = (await tx.findConversation(app, conversation))?.newest ?? 0;
      const read = Math.min(offset, newest);
      if (!(await tx.setSeen(app, conversation, identity, read))) return;
      const to = [identity, ...(await audience(tx, caller, people))];
      const frame = frameText('receipt', { conversation, identity, offset: read });
      transaction.afterCommit(() => this.#tell(caller, to, frame));
    });
    return {};
  }

  /** The row of the conversation. The first message makes a direct one. */
  async #opened(
    tx: StoreQueries,
    app: string,
    id: string,
    people: readonly string[],
    at: number,
  ): Promise<ConversationRow> {
    const found = await tx.findConversation(app, id);
    if (found) return found;
    const row: ConversationRow = { app, id, name: null, creator: null, newest: 0, at };
    await tx.createConversation(row);
    await tx.addMembers(row, people);
    return row;
  }

  #tell({ app, device }: Caller, to: readonly string[], frame: string): void {
    for (const identity of to)
      this.#deps.bus.publish({ app, identity, channel: 'devices' }, { frame, except: device });
  }
}
