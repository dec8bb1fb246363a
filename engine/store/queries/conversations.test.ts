import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  dialects,
  newDatabase,
  type Dialect,
  type TestDatabase,
} from '../../../test/support/engine/databases.ts';
import type { ConversationRow, MessageRow } from '../../model/conversation-row.ts';
import { newRoom } from '../../model/room-doc.ts';
import type { StoreQueries } from './queries.ts';
import { openStore, type Store } from '../store.ts';

const app = '1234567890';
const now = Date.UTC(2026, 0, 1);
const group = (id: string, more: Partial<ConversationRow> = {}): ConversationRow => ({
  app,
  id,
  name: 'Group',
  creator: 'ada',
  newest: 0,
  at: now,
  ...more,
});
const one = group('one');

const message = (
  offset: number,
  more: Partial<MessageRow> = {},
): Omit<MessageRow, 'app' | 'conversation'> => ({
  offset,
  clientId: `id-${offset}`,
  sender: 'ada',
  name: null,
  content: { text: `Number ${offset}` },
  at: now + offset,
  ...more,
});

describe('The conversations of a store', () => {
  for (const dialect of dialects) describe(`on ${dialect}`, () => conversationFacts(dialect));
});

function conversationFacts(dialect: Dialect): void {
  let database: TestDatabase;
  let store: Store;
  let other: Store;

  beforeEach(async () => {
    database = await newDatabase(dialect);
    store = await openStore(database.database, () => {});
    other = await openStore(database.database, () => {});
    await change(async (tx) => {
      await tx.createConversation(one);
      await tx.addMembers(one, ['bob', 'ada', 'ada']);
    });
  });
  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    await database.drop();
  });

  const change = <T>(work: (tx: StoreQueries) => Promise<T>, conversation = 'one', by = store) =>
    by.transaction({ app, room: conversation }, work);
  /** Appends a message as a sender does: a repeated id makes no second one. */
  const send = (clientId: string, conversation = 'one', by = store) =>
    change(
      async (tx) => {
        const before = await tx.findSent(app, 'ada', clientId);
        if (before) return before.offset;
        const row = (await tx.findConversation(app, conversation))!;
        await tx.appendMessage(row, message(row.newest + 1, { clientId }));
        return row.newest + 1;
      },
      conversation,
      by,
    );

  it('count their messages without holes, with two stores and many writers', async () => {
    const sent = Array.from({ length: 24 }, (_, index) =>
      send(`id-${index}`, 'one', index % 2 ? store : other),
    );
    const offsets = await Promise.all(sent);
    const all = Array.from({ length: 24 }, (_, index) => index + 1);
    assert.deepEqual(
      offsets.sort((a, b) => a - b),
      all,
    );
    const kept = await other.read((tx) => tx.messagesBefore(app, 'one', 1000, 100));
    assert.deepEqual(
      kept.map(({ offset }) => offset),
      all,
    );
  });

  it('take an id of a sender once, though it comes to two stores and two conversations at once', async () => {
    const two = group('two');
    await change((tx) => tx.createConversation(two), 'two');
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        send('the-same', index % 3 ? 'one' : 'two', index % 2 ? store : other),
      ),
    );
    const kept = await store.read(async (tx) => [
      ...(await tx.messagesBefore(app, 'one', 1000, 100)),
      ...(await tx.messagesBefore(app, 'two', 1000, 100)),
    ]);
    assert.equal(kept.length, 1);
  });

  it('hand out the pages of messages, and the last message of each', async () => {
    for (let index = 1; index <= 5; index++) await send(`id-${index}`);
    await store.read(async (tx) => {
      const offsets = (rows: readonly MessageRow[]) => rows.map(({ offset }) => offset);
      assert.deepEqual(offsets(await tx.messagesBefore(app, 'one', 5, 2)), [3, 4]);
      assert.deepEqual(
        offsets(await tx.messagesAfter(app, 'one', { after: 1, upTo: 4, limit: 9 })),
        [2, 3, 4],
      );
      assert.deepEqual(offsets(await tx.messagesAfter(app, 'one', { after: 1, upTo: 4, limit: 2 })), [2, 3]);
      const [last] = await tx.lastMessages(app, ['one', 'none']);
      assert.deepEqual(last, { app, conversation: 'one', ...message(5) });
      assert.deepEqual(await tx.lastMessages(app, []), []);
      assert.equal((await tx.findConversation(app, 'one'))!.at, now + 5);
    });
  });

  it('know who has read how far, and never less than before', async () => {
    for (let index = 1; index <= 3; index++) await send(`id-${index}`);
    await change(async (tx) => {
      assert.deepEqual(await tx.unreadConversations(app, 'bob', 9), [{ id: 'one', newest: 3, seen: 0 }]);
      assert.equal(await tx.setSeen(app, 'one', 'bob', 2), true);
      assert.equal(await tx.setSeen(app, 'one', 'bob', 2), false);
      assert.equal(await tx.setSeen(app, 'one', 'bob', 1), false);
      assert.equal(await tx.setSeen(app, 'one', 'stranger', 1), false);
      assert.deepEqual(await tx.membersOf(app, ['one']), [
        { conversation: 'one', identity: 'ada', seen: 3 },
        { conversation: 'one', identity: 'bob', seen: 2 },
      ]);
      assert.deepEqual(await tx.unreadConversations(app, 'ada', 9), []);
    });
  });

  it('let people in with everything read, and out', async () => {
    await send('id-1');
    await change(async (tx) => {
      const row = (await tx.findConversation(app, 'one'))!;
      await tx.addMembers(row, ['cleo']);
      await tx.addMembers(row, []);
      assert.equal((await tx.findMember(app, 'one', 'cleo'))!.seen, 1);
      await tx.removeMembers(row, ['ada', 'stranger']);
      await tx.setCreator(row, 'bob');
    });
    await other.read(async (tx) => {
      assert.equal(await tx.findMember(app, 'one', 'ada'), null);
      assert.equal((await tx.findConversation(app, 'one'))!.creator, 'bob');
    });
  });

  it('are listed newest first, page by page, with equal times in the order of ids', async () => {
    for (const [id, at] of [
      ['a', 5],
      ['b', 7],
      ['c', 5],
    ] as const)
      await change(async (tx) => {
        await tx.createConversation(group(id, { at: now + at }));
        await tx.addMembers(group(id), ['bob']);
      }, id);
    await store.read(async (tx) => {
      const first = await tx.listConversations(app, 'bob', { limit: 2 });
      const rest = await tx.listConversations(app, 'bob', { before: first.at(-1)!, limit: 9 });
      assert.deepEqual(
        [...first, ...rest].map(({ id }) => id),
        ['b', 'c', 'a', 'one'],
      );
      assert.deepEqual(await tx.listConversations('9999999999', 'bob', { limit: 9 }), []);
    });
  });

  it('know blocks in both directions', async () => {
    await change(async (tx) => {
      await tx.setBlock(app, 'ada', 'bob', true);
      await tx.setBlock(app, 'ada', 'bob', true);
      assert.deepEqual(await tx.blockersOf(app, 'bob', ['ada', 'cleo']), new Set(['ada']));
      assert.deepEqual(await tx.blockedBy(app, 'ada', ['bob', 'cleo']), new Set(['bob']));
      assert.deepEqual(await tx.blockersOf(app, 'ada', ['bob']), new Set());
      assert.deepEqual(
        [await tx.blockersOf(app, 'bob', []), await tx.blockedBy(app, 'ada', [])].flatMap((s) => [...s]),
        [],
      );
      await tx.setBlock(app, 'ada', 'bob', false);
      assert.deepEqual(await tx.blockersOf(app, 'bob', ['ada']), new Set());
    });
  });

  it('and open rooms say who shares something with a person', async () => {
    const room = newRoom({ app, name: 'lobby', epoch: 1, type: 'audio_room', livekitRoom: 'live-1' });
    await change(async (tx) => {
      await tx.createRoom(room);
      for (const [identity, presence] of [
        ['ada', 'here'],
        ['dan', 'expected'],
        ['eve', 'absent'],
      ] as const)
        await tx.savePerson(room, {
          identity,
          name: identity,
          avatar: null,
          attributes: {},
          sessionId: 's',
          joinedAt: now,
          presence,
          deadline: null,
        });
    });
    await store.read(async (tx) => {
      const asked = ['ada', 'bob', 'cleo', 'dan', 'eve'];
      assert.deepEqual(await tx.sharing(app, 'ada', asked), new Set(['ada', 'bob', 'dan']));
      assert.deepEqual(await tx.sharing(app, 'eve', asked), new Set());
      assert.deepEqual(await tx.sharing(app, 'ada', []), new Set());
    });
  });
}
