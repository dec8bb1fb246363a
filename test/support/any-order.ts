import assert from 'node:assert/strict';
import { FakeEdge } from './fake-edge.ts';
import { person } from './fake-transport.ts';
import { record } from './record.ts';
import { UTDStreamError } from '../../src/errors.ts';
import { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';

const options = { appId: '1234567890', roomName: 'lobby' };

function setUp() {
  const edge = new FakeEdge();
  const room = new AudioRoomController(null, options, edge);
  const { mint, readRoom } = edge.answers;
  return { edge, room, told: record(room), answers: { mint, readRoom } };
}
type Made = ReturnType<typeof setUp>;

const refuse = ({ edge }: Made, code: 'network' | 'banned') => {
  edge.answers.mint = edge.answers.readRoom = () => Promise.reject(new UTDStreamError(code, 'ask'));
};
const exit = { code: 'kicked', session_id: 'session-of-this-tab-0001' } as const;

/** Whatever can happen to a session from outside and from its own page. */
const happenings: Readonly<Record<string, (made: Made) => unknown>> = {
  'the link is lost': ({ edge }) => edge.link.listener?.interrupted(),
  'the link is mended': ({ edge }) => edge.link.listener?.resumed(),
  'LiveKit gives up': ({ edge }) => edge.link.listener?.ended(undefined),
  'LiveKit says kicked': ({ edge }) => edge.link.listener?.ended('kicked'),
  'the engine kicks': ({ edge }) => edge.link.show(person('me', { metadata: { exit } })),
  'the room is closed': ({ edge }) =>
    edge.link.listener?.metadata(JSON.stringify({ epoch: 1, rev: edge.rev, closed: true })),
  'the engine is away': (made) => refuse(made, 'network'),
  'the engine bans': (made) => refuse(made, 'banned'),
  'the engine is back': ({ edge, answers }) => {
    Object.assign(edge.answers, answers);
    edge.link.all = [person('me')];
  },
  'half a minute passes': ({ edge }) => edge.clock.pass(31_000),
  'the page returns': ({ edge }) => [...edge.returns].forEach((back) => back()),
  'I sit down': ({ room }) => room.seats.take(0, { microphone: false }).catch(() => {}),
  'I leave': ({ room }) => room.leave(),
  'I join': ({ room }) => void room.join().catch(() => {}),
};
export const names = Object.keys(happenings);

/** What was wrong with what was told, in words. */
function wrong({ told }: Made): string | undefined {
  let over = true;
  let forced = false;
  for (const [event, detail] of told) {
    const begins = event === 'connectionStateChanged' && detail === 'connecting';
    if (over && !begins && !(event === 'forceExit' && !forced)) return `${event} after the end`;
    if (begins && !over) return 'begun twice';
    if (event === 'forceExit') {
      if (forced) return 'forced out twice';
      forced = true;
    }
    if (begins) over = forced = false;
    if (event === 'report') over = true;
  }
  return undefined;
}

export async function play(sequence: readonly string[]): Promise<void> {
  const made = setUp();
  await made.room.join();
  for (const name of sequence) {
    await happenings[name]!(made);
    for (let turn = 0; turn < 20; turn++) await undefined;
  }
  await made.room.leave();
  const state = made.room.connection.state.get();
  const found =
    wrong(made) ??
    (['disconnected', 'forceExit'].includes(state) ? undefined : `is ${state} at the end`) ??
    (made.edge.clock.waiting ? `${made.edge.clock.waiting} timers are left` : undefined);
  assert.equal(found, undefined, `${found}: ${sequence.join(', ')}`);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plays so many sequences of ten, drawn; says with which `SEED` they are drawn again. */
export async function playDrawn(runs: number): Promise<void> {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  const next = numbers(seed);
  for (let run = 0; run < runs; run++) {
    const sequence = Array.from({ length: 10 }, () => names[Math.floor(next() * names.length)]!);
    await play(sequence).catch((error: Error) => {
      error.message += ` (SEED=${seed})`;
      throw error;
    });
  }
}
