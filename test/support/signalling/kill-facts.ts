import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { directConversation } from '../../../src/protocol/signalling/conversation.ts';
import { dialects, newDatabase } from '../engine/databases.ts';
import { seeded } from '../model/replay.ts';
import { killableEngine } from './killable-engine.ts';
import { Messenger } from './messenger.ts';
import { RawSocket, tokenFor } from './raw-socket.ts';

const names = ['ada', 'bob', 'cleo', 'dan', 'eve'];
/** The messages of a person that wait for an answer at a time. */
const atOnce = 4;

interface Play {
  readonly sends: number;
  readonly drops: number;
  readonly kills: number;
}

/** The indexes of the sends before which something happens. */
const moments = (sends: number, count: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max: sends - 1 }), { minLength: count, maxLength: count, size: 'max' });

const plays = ({ sends, drops, kills }: Play) =>
  fc.record({
    drops: moments(sends, drops),
    kills: moments(sends, kills),
    who: fc.infiniteStream(fc.nat(names.length - 1)),
    /** 0 is the group. */
    to: fc.infiniteStream(fc.nat(names.length - 1)),
    waits: fc.infiniteStream(fc.integer({ min: 0, max: 300 })),
  });

async function groupOf(url: string): Promise<string> {
  const socket = new RawSocket(url);
  await socket.signIn(await tokenFor(url, 'ada'));
  const { d } = await socket.answer('group.create', { name: 'All', members: names });
  socket.socket.close(1000);
  await socket.closed();
  return d.conversation;
}

/** The facts of messages whose sockets drop, and whose engine is killed. */
export function messageKillFacts(play: Play): void {
  const { sends, drops, kills } = play;
  for (const dialect of dialects)
    describe(`${sends} messages with ${drops} dropped sockets and ${kills} killed engines on ${dialect}`, () => {
      it('arrive once and in order, each that was acknowledged', async () => {
        const { database, drop } = await newDatabase(dialect);
        const engine = await killableEngine(database);
        try {
          const group = await groupOf(engine.url);
          await fc.assert(
            fc.asyncProperty(plays(play), (drawn) => deliver(engine, group, sends, drawn)),
            { ...seeded, numRuns: 1, endOnFailure: true },
          );
        } finally {
          await engine.close();
          await drop();
        }
      });
    });
}

type Drawn = ReturnType<typeof plays> extends fc.Arbitrary<infer T> ? T : never;

async function deliver(
  engine: Awaited<ReturnType<typeof killableEngine>>,
  group: string,
  sends: number,
  { drops, kills, who, to, waits }: Drawn,
): Promise<void> {
  const draw = <T>(stream: Iterator<T>): T => stream.next().value as T;
  const conversationsOf = (name: string) => [
    group,
    ...names.filter((each) => each !== name).map((each) => directConversation(name, each)),
  ];
  const people = names.map(
    (name) => new Messenger(engine.url, name, conversationsOf(name), () => draw(waits)),
  );
  const running = people.map((person) => person.run());
  /** The offsets that were acknowledged, by conversation, with their senders. */
  const acked = new Map<string, Map<number, string>>();
  let sent = 0;
  let killing: Promise<void> = Promise.resolve();
  const oneAfterAnother = async (person: Messenger) => {
    while (sent < sends) {
      const index = sent++;
      if (drops.includes(index)) people[draw(who)]!.drop();
      if (kills.includes(index)) killing = killing.then(() => engine.kill());
      const other = names[(names.indexOf(person.identity) + draw(to)) % names.length]!;
      const recipient = other === person.identity ? { group } : { to: other };
      const conversation = other === person.identity ? group : directConversation(person.identity, other);
      const offset = await person.send(recipient);
      const before = acked.get(conversation) ?? new Map<number, string>();
      assert.ok(!before.has(offset), `${offset} of ${conversation} was acknowledged for two messages`);
      acked.set(conversation, before.set(offset, person.identity));
    }
  };
  await Promise.all(
    people.flatMap((person) => Array.from({ length: atOnce }, () => oneAfterAnother(person))),
  );
  await killing;
  const newest = new Map([...acked].map(([id, offsets]) => [id, Math.max(...offsets.keys())]));
  // A last reconnect brings what a person has sent by a socket that was gone before the answer.
  for (const person of people) person.drop();
  const foreign = (name: string) =>
    new Map(
      [...newest].map(([id]) => [
        id,
        Math.max(0, ...[...acked.get(id)!].filter(([, by]) => by !== name).map(([offset]) => offset)),
      ]),
    );
  await Promise.all(people.map((person) => person.has(foreign(person.identity))));
  for (const person of people) {
    person.close();
    assert.deepEqual(person.gaps, []);
    for (const [id, got] of person.seen) {
      assert.deepEqual(
        got,
        [...new Set(got)].toSorted((a, b) => a - b),
        `${person.identity} in ${id}: once, in order`,
      );
      for (const [offset, by] of acked.get(id) ?? [])
        if (by !== person.identity)
          assert.ok(got.includes(offset), `${person.identity} lacks ${offset} of ${id}`);
    }
  }
  // Every number of a conversation is a message of its own.
  for (const [id, offsets] of acked) assert.equal(offsets.size, newest.get(id), `${id} has holes`);
  await Promise.all(running);
}
