import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  dialects,
  newDatabase,
  type Dialect,
  type TestDatabase,
} from '../../test/support/engine/databases.ts';
import type { ChatRow } from '../model/chat-row.ts';
import { newRoom, type PersonRow } from '../model/room-doc.ts';
import { once } from '../requests/idempotency.ts';
import { Conflict } from './conflict.ts';
import type { StoreQueries } from './queries/queries.ts';
import { openStore, type RoomLock, type Store } from './store.ts';

const app = '1234567890';
const lobby = { app, room: 'lobby' };
const everywhere = { app, room: '' };
const now = Date.UTC(2026, 0, 1);
const room = newRoom({ app, name: 'lobby', epoch: 1, type: 'audio_room', livekitRoom: 'live-1' });
const writers = 16;

const person = (identity: string, more: Partial<PersonRow> = {}): PersonRow => ({
  identity,
  name: identity,
  avatar: null,
  attributes: {},
  sessionId: 's',
  joinedAt: now,
  presence: 'here',
  deadline: null,
  ...more,
});

const message = (seq: number, more: Partial<ChatRow> = {}): ChatRow => ({
  id: `m${seq}`,
  seq,
  messageId: `sent-${seq}`,
  sender: 'ada',
  name: 'Ada',
  avatar: null,
  text: 'Hi',
  at: now,
  ...more,
});

/** Many transactions that do the same at once, and what must be true of the database then. */
interface Race {
  /** Reads, thinks, and writes. */
  act(tx: StoreQueries, writer: number, thought: () => Promise<unknown>): Promise<void>;
  /** The lock of an act, where it is not that of the room. */
  lock?(writer: number): RoomLock;
  check(tx: StoreQueries): Promise<void>;
}

const races: Record<string, Race> = {
  'the numbers of chat messages': {
    async act(tx, writer, thought) {
      const seq = (await tx.newestSeq(room)) + 1;
      await thought();
      await tx.addMessage(room, message(seq, { messageId: String(writer) }));
    },
    async check(tx) {
      const seqs = (await tx.listMessages(room, { limit: 100 })).map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        Array.from({ length: writers }, (_, index) => index + 1),
      );
    },
  },
  'the row of a person': {
    async act(tx, _writer, thought) {
      const [before] = await tx.findPeople(room, ['ada']);
      await thought();
      await tx.savePerson(room, person('ada', { joinedAt: (before?.joinedAt ?? 0) + 1 }));
    },
    async check(tx) {
      assert.equal((await tx.findPeople(room, ['ada']))[0]!.joinedAt, writers);
    },
  },
  'the epochs of a room that opens and closes': {
    async act(tx, writer, thought) {
      const open = await tx.findRoom(app, 'new');
      const epoch = (await tx.epochOf(app, 'new')) + 1;
      await thought();
      if (open) await tx.closeRoom(open, '{}');
      else await tx.createRoom({ ...room, name: 'new', epoch, livekitRoom: `live-new-${writer}` });
    },
    lock: () => ({ app, room: 'new' }),
    async check(tx) {
      // Half of the acts open, and half of them close.
      assert.equal(await tx.epochOf(app, 'new'), writers / 2);
      assert.equal(await tx.findRoom(app, 'new'), null);
    },
  },
  'bans of the room and joins': {
    async act(tx, writer, thought) {
      const identity = `p${writer >> 1}`;
      const banned = await tx.findBan(app, 'lobby', identity, now);
      const [here] = await tx.findPeople(room, [identity]);
      await thought();
      if (writer % 2 === 0) {
        await tx.saveBan({ ...lobby, identity, reason: null, at: now, until: null });
        if (here) await tx.deletePerson(room, identity);
      } else if (!banned) await tx.savePerson(room, person(identity));
    },
    async check(tx) {
      assert.deepEqual(await tx.presentPeople(room, { offset: 0, limit: 100 }), []);
    },
  },
  'bans of the app and joins': {
    act: (...act) => races['bans of the room and joins']!.act(...act),
    lock: (writer) => (writer % 2 === 0 ? everywhere : lobby),
    check: (tx) => races['bans of the room and joins']!.check(tx),
  },
  'a repeated idempotency key': {
    async act(tx, writer, thought) {
      const answer = await once(tx, { scope: 'a', text: '{}', now }, async () => {
        await thought();
        await tx.changeCounts(room, { members: 1, here: 0 });
        return { writer };
      });
      assert.equal(answer.status, 200);
    },
    async check(tx) {
      assert.equal((await tx.countsOf(room)).members, 1);
    },
  },
};

describe('Every order of bytes, error and race of a store', () => {
  for (const dialect of dialects) describe(`on ${dialect}`, () => storeFacts(dialect));
});

function storeFacts(dialect: Dialect): void {
  let database: TestDatabase;
  let store: Store;
  const open = () => openStore(database.database, () => {});
  let opened: Promise<Store> | undefined;
  /** Another store on the same database. */
  const other = () => (opened ??= open());

  beforeEach(async () => {
    database = await newDatabase(dialect);
    opened = undefined;
    store = await open();
    await store.transaction(lobby, (tx) => tx.createRoom(room));
  });
  afterEach(async () => {
    await Promise.all([store.close(), opened?.then((each) => each.close())]);
    await database.drop();
  });

  const run = async ({ act, lock = () => lobby, check }: Race, locked: boolean) => {
    let thinking = 0;
    let everybodyHasRead = () => {};
    const allHaveRead = new Promise<void>((resolve) => (everybodyHasRead = resolve));
    const thought = () => {
      if (locked) return pause(1);
      if (++thinking === writers) everybodyHasRead();
      return allHaveRead;
    };
    const stores = [store, await other()];
    await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        stores[(writer >> 1) % 2]!.transaction(locked ? lock(writer) : null, (tx) =>
          act(tx, writer, thought),
        ),
      ),
    );
    await store.read(check);
  };

  for (const [what, race] of Object.entries(races)) {
    it(`keeps ${what} right, with two stores and many writers`, () => run(race, true));
    // SQLite has one writer at a time, lock or not.
    if (dialect === 'postgres')
      it(`would not keep ${what} right without the lock`, () => assert.rejects(run(race, false)));
  }

  it('writes all of a transaction, or nothing where an error is thrown in its middle', async () => {
    const failing = store.transaction(lobby, async (tx) => {
      await tx.savePerson(room, person('ada'));
      await tx.changeCounts(room, { members: 1, here: 1 });
      throw new Error('in the middle');
    });
    await assert.rejects(failing, /in the middle/);
    await (
      await other()
    ).read(async (tx) => {
      assert.deepEqual(await tx.findPeople(room, ['ada']), []);
      assert.deepEqual(await tx.countsOf(room), { members: 0, here: 0 });
    });
    await store.transaction(lobby, (tx) => tx.savePerson(room, person('ada')));
    assert.equal((await (await other()).read((tx) => tx.findPeople(room, ['ada']))).length, 1);
  });

  it('writes nothing of a transaction with an error of the database, though its code went on', async () => {
    await store.transaction(lobby, (tx) => tx.addMessage(room, message(1)));
    const careless = store.transaction(lobby, async (tx) => {
      await tx.savePerson(room, person('ada'));
      await tx.addMessage(room, message(1)).catch(() => {});
    });
    await assert.rejects(careless);
    await store.read(async (tx) => assert.deepEqual(await tx.findPeople(room, ['ada']), []));
  });

  it('reads one snapshot, and waits for no writer', async () => {
    await store.read(async (tx) => {
      const before = await tx.countsOf(room);
      await store.transaction(lobby, (writing) => writing.changeCounts(room, { members: 5, here: 5 }));
      assert.deepEqual(await tx.countsOf(room), before);
    });
    await store.transaction(lobby, async (writing) => {
      await writing.changeCounts(room, { members: 1, here: 0 });
      assert.deepEqual(await store.read((tx) => tx.countsOf(room)), { members: 5, here: 5 });
    });
    assert.deepEqual(await (await other()).read((tx) => tx.countsOf(room)), { members: 6, here: 5 });
  });

  it('refuses to write in a read', async () => {
    if (dialect === 'postgres')
      await assert.rejects(
        store.read((tx) => tx.savePerson(room, person('ada'))),
        /read-only|unavailable|database/,
      );
  });

  it('runs a transaction again that lost a race, with nothing of the first run', async () => {
    let runs = 0;
    const result = await store.transaction(lobby, async (tx) => {
      await tx.changeCounts(room, { members: 1, here: 0 });
      if (++runs < 3) throw new Conflict('again');
      return runs;
    });
    assert.equal(result, 3);
    assert.equal((await store.read((tx) => tx.countsOf(room))).members, 1);
    await store.transaction(lobby, (tx) => tx.saveRoom({ ...room, version: 1, rev: 7 }));
    await assert.rejects(
      store.transaction(lobby, async (tx) => {
        await tx.saveRoom({ ...room, version: 1, rev: 8 }).catch((error: unknown) => {
          assert.ok(error instanceof Conflict);
          throw new Error('a conflict');
        });
      }),
      /a conflict/,
    );
    assert.equal((await store.read((tx) => tx.findRoom(app, 'lobby')))!.rev, 7);
  });

  it('counts, and hands out times and counts as numbers', async () => {
    const until = now + 60_000;
    await store.transaction(lobby, async (tx) => {
      await tx.saveBan({ ...lobby, identity: 'ada', reason: null, at: now, until });
      await tx.saveBan({ ...everywhere, identity: 'bob', reason: 'spam', at: now, until: null });
      await tx.savePerson(room, person('cleo', { deadline: now + 1 }));
      await tx.setRoomDeadline(room, now + 2);
      await tx.setExpiry(room, now + 3);
      await tx.saveKick(app, 'lobby', 'ada', until);
      await tx.addMessage(room, message(41));
      await tx.changeCounts(room, { members: 3, here: 2 });
      await tx.changeCounts(room, { members: -1, here: 0 });
      assert.equal(await tx.useToken(app, 'jti', until), true);
      assert.equal(await tx.useToken(app, 'jti', until), false);
    });
    await store.read(async (tx) => {
      assert.deepEqual(await tx.countsOf(room), { members: 2, here: 2 });
      assert.equal(await tx.countBans(app, null, now), 2);
      assert.equal(await tx.countBans(app, 'lobby', now), 1);
      assert.equal(await tx.countBans(app, null, until), 1);
      assert.equal((await tx.findBan(app, 'lobby', 'ada', now))!.until, until);
      assert.equal((await tx.findBan(app, 'lobby', 'bob', now))!.room, '');
      assert.equal(await tx.findBan(app, 'lobby', 'ada', until), null);
      assert.equal(await tx.nextDeadline(), now + 1);
      assert.equal(await tx.deadlineOfRoom(app, 'lobby'), now + 2);
      assert.equal(await tx.kickedUntil(app, 'lobby', 'ada', now), until);
      assert.equal(await tx.kickedUntil(app, 'lobby', 'ada', until), 0);
      assert.equal(await tx.newestSeq(room), 41);
      assert.equal(await tx.epochOf(app, 'lobby'), 1);
      assert.deepEqual(await tx.duePeople(now + 1), [{ app, room: 'lobby', identity: 'cleo', at: now + 1 }]);
      assert.deepEqual(await tx.dueRooms(now + 1), []);
      assert.deepEqual(await tx.dueRooms(now + 2), [{ app, room: 'lobby', at: now + 2 }]);
      assert.deepEqual(await tx.dueExpiries(now + 3), [{ app, room: 'lobby', at: now + 3 }]);
    });
    await store.transaction(lobby, (tx) => tx.sweep(until));
    assert.equal(await store.read((tx) => tx.countBans(app, null, 0)), 1);
  });

  it('sorts by bytes', async () => {
    const sorted = ['B', '_', 'a', 'ab', 'b', 'ä', '😀'];
    await store.transaction(lobby, async (tx) => {
      for (const identity of sorted.toReversed()) {
        await tx.savePerson(room, person(identity));
        await tx.saveBan({ ...lobby, identity, reason: null, at: now, until: null });
      }
    });
    const identities = (rows: readonly { identity: string }[]) => rows.map(({ identity }) => identity);
    await store.read(async (tx) => {
      assert.deepEqual(identities(await tx.presentPeople(room, { offset: 0, limit: 9 })), sorted);
      assert.deepEqual(
        identities(await tx.presentPeople(room, { except: ['_', 'ä'], offset: 1, limit: 2 })),
        ['a', 'ab'],
      );
      assert.deepEqual(identities(await tx.peopleAfter(room, '', 9)), sorted);
      assert.deepEqual(identities(await tx.peopleAfter(room, 'a', 2)), ['ab', 'b']);
      assert.deepEqual(identities(await tx.listBans(app, null, now, { offset: 0, limit: 9 })), sorted);
    });
  });

  it('keeps a NUL character inside of JSON, and refuses the character in a column', async () => {
    await store.transaction(lobby, (tx) => tx.addMessage(room, message(1, { text: 'a\0b' })));
    assert.equal((await store.read((tx) => tx.findMessage(room, 'm1')))!.text, 'a\0b');
    const refused = { name: 'Refusal', code: 'invalid_request' };
    await assert.rejects(
      store.read((tx) => tx.findMessage(room, 'm\0')),
      refused,
    );
    const ban = { ...lobby, identity: 'ada', reason: 'a\0b', at: now, until: null };
    await assert.rejects(
      store.transaction(lobby, (tx) => tx.saveBan(ban)),
      refused,
    );
  });

  it('keeps every other text as it is', async () => {
    const reason = 'ä😀\u0001"\'\\ \u{10FFFF}';
    await store.transaction(lobby, (tx) =>
      tx.saveBan({ ...lobby, identity: 'ada', reason, at: now, until: null }),
    );
    assert.equal((await store.read((tx) => tx.findBan(app, 'lobby', 'ada', now)))!.reason, reason);
  });

  it('refuses a boolean', () =>
    assert.rejects(
      store.transaction(lobby, (tx) => tx.saveKick(app, 'lobby', 'ada', true as never)),
      TypeError,
    ));

  it('gives a room that closes and opens again the next epoch, and keeps its bans', async () => {
    await store.transaction(lobby, async (tx) => {
      await tx.saveBan({ ...lobby, identity: 'bob', reason: null, at: now, until: null });
      await tx.savePerson(room, person('ada'));
      await tx.addMessage(room, message(1));
      await tx.closeRoom(room, '{}');
      await tx.closeRoom(room, '{"again":1}');
      assert.equal(await tx.findRoom(app, 'lobby'), null);
      assert.equal(await tx.epochOf(app, 'lobby'), 1);
      await tx.createRoom({ ...room, epoch: 2, livekitRoom: 'live-2' });
    });
    await (
      await other()
    ).read(async (tx) => {
      assert.deepEqual(await tx.closingRooms(), [{ livekitRoom: 'live-1', metadata: '{"again":1}' }]);
      assert.deepEqual(await tx.findPeople(room, ['ada']), []);
      assert.equal(await tx.newestSeq(room), 0);
      assert.ok(await tx.findBan(app, 'lobby', 'bob', now));
      assert.equal((await tx.findRoomOnLivekit('live-2'))!.epoch, 2);
      assert.equal(await tx.findRoomOnLivekit('live-1'), null);
      assert.equal((await tx.openRooms()).length, 1);
      assert.equal((await tx.openRooms('9999999999')).length, 0);
    });
    await store.transaction(null, (tx) => tx.forgetClosingRoom('live-1'));
    assert.deepEqual(await store.read((tx) => tx.closingRooms()), []);
  });

  it('ends sessions, and keeps the anonymous and the answers for their time', async () => {
    const key = { ...lobby, identity: 'ada', sessionId: 's' };
    const kept = { bodyHash: 'h', status: 200, body: '{}' };
    await store.transaction(lobby, async (tx) => {
      await tx.openSession({ ...key, epoch: 1, expires: now + 1 });
      await tx.openSession({ ...key, sessionId: 't', epoch: 1, expires: now + 1 });
      await tx.endSessions({ ...lobby, identity: 'ada' }, 'kicked');
      await tx.openSession({ ...key, epoch: 1, expires: now + 9 });
      await tx.saveAnonymous({ app, hash: 'h', identity: 'anon_1', name: 'Guest', expires: now + 1 });
      await tx.prolongAnonymous(app, 'anon_1', now + 5);
      await tx.saveAnswer('a', kept, now + 5);
      await tx.saveAnswer('a', kept, now + 6);
      await tx.markRemoved(room, message(1));
      await tx.addMessage(room, message(2));
      await tx.markRemoved(room, message(2, { removedBy: 'ada' }));
    });
    await store.read(async (tx) => {
      assert.equal((await tx.findSession(key))!.ended, null);
      assert.equal((await tx.findSession({ ...key, sessionId: 't' }))!.ended, 'kicked');
      assert.deepEqual(await tx.findAnonymous(app, 'h', now + 4), { identity: 'anon_1', name: 'Guest' });
      assert.equal(await tx.findAnonymous(app, 'h', now + 5), null);
      assert.deepEqual(await tx.findAnswer('a', now), kept);
      assert.deepEqual(await tx.removedMessages(room), ['m2']);
      assert.equal((await tx.findSentMessage(room, 'ada', 'sent-2'))!.removedBy, 'ada');
    });
    await store.transaction(lobby, (tx) => tx.sweep(now + 5));
    assert.equal(await store.read((tx) => tx.findSession({ ...key, sessionId: 't' })), null);
  });
}
