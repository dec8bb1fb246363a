import { mostResumed } from '../../src/protocol/constants.ts';
import { frameText } from '../../src/protocol/signalling/server-frames.ts';
import type { Rooms } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { wireMessage } from './conversations.ts';
import type { Caller } from './signal-deps.ts';

/** The number of messages that are read and sent at a time: a slow connection takes each page before the next is read. */
const page = 50;

/** The last offset that a client has of each conversation. */
type Resume = Readonly<Record<string, number>>;

interface Range {
  readonly conversation: string;
  readonly after: number;
  readonly newest: number;
}

/** The conversations of the client that have newer messages, as they are now. */
async function listedRanges(tx: StoreQueries, { app, identity }: Caller, resume: Resume): Promise<Range[]> {
  const ranges: Range[] = [];
  for (const [conversation, after] of Object.entries(resume)) {
    const found = await tx.findConversation(app, conversation);
    // A person who was removed gets nothing more.
    if (found && found.newest > after && (await tx.findMember(app, conversation, identity)))
      ranges.push({ conversation, after, newest: found.newest });
  }
  return ranges;
}

/**
 * Delivers every message since the offsets of a client, oldest first; or tells of a gap. Conversations that the client does
 * not list, and that have unread messages, are gaps as a whole.
 *
 * @param send resolves when the client has taken most of what was sent
 * @returns the offset up to which each conversation was delivered
 */
export async function deliverMissed(
  rooms: Rooms,
  caller: Caller,
  resume: Resume,
  send: (frame: string) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const { app, identity } = caller;
  const { listed, unlisted } = await rooms.read(async (tx) => ({
    listed: await listedRanges(tx, caller, resume),
    unlisted: (await tx.unreadConversations(app, identity, mostResumed)).filter(
      ({ id }) => !Object.hasOwn(resume, id),
    ),
  }));
  for (const { id, seen, newest } of unlisted)
    await send(frameText('gap', { conversation: id, from: seen + 1, to: newest }));
  for (const { conversation, after, newest } of listed) {
    const begin = Math.max(after, newest - mostResumed);
    if (begin > after) await send(frameText('gap', { conversation, from: after + 1, to: begin }));
    for (let from = begin; from < newest; from += page) {
      const range = { after: from, upTo: Math.min(from + page, newest), limit: page };
      const rows = await rooms.readOne((tx) => tx.messagesAfter(app, conversation, range));
      for (const row of rows) await send(frameText('msg', wireMessage(row)));
    }
  }
  return new Map([
    ...listed.map(({ conversation, newest }) => [conversation, newest] as const),
    ...unlisted.map(({ id, newest }) => [id, newest] as const),
  ]);
}
