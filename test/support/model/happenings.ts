import assert from 'node:assert/strict';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Request } from '../../../src/platform/engine-http/engine-api.ts';
import { AudioRoomController } from '../../../src/controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../../src/errors/errors.ts';
import { FakePlatform } from '../fakes/fake-platform.ts';
import { person } from '../fakes/fake-transport.ts';
import { record } from '../fakes/record.ts';

const options = { appId: '1234567890', roomName: 'lobby' };
/** A bearer that is never due: src/session/connection/access-token.test.ts has one that is. */
const lasting = 1e9;

/** A session that has joined, in a world whose engine can be away or say no. */
export async function begin() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, options, edge);
  const { mint, readRoom } = edge.answers;
  const answers = {
    mint: (request: Request) => ({ ...(mint!(request) as object), expires_in: lasting }),
    readRoom,
  };
  Object.assign(edge.answers, answers);
  let outage = 0;
  room.on('connectionStateChanged', () => (outage = edge.calls.length));
  /** How often it has tried to come back from the outage that is on. */
  const tries = () => edge.calls.slice(outage).filter(({ name }) => name === 'readRoom').length;
  const made = { edge, room, told: record(room), answers, tries, engine: 'there' };
  await room.join();
  return made;
}
export type Made = Awaited<ReturnType<typeof begin>>;

const refuse = (made: Made, code: 'network' | 'banned') => {
  made.engine = code;
  made.edge.answers.mint = made.edge.answers.readRoom = () => Promise.reject(new UTDStreamError(code, 'ask'));
};
const exit = { code: 'kicked', session_id: 'session-of-this-tab-0001' } as const;

/** Whatever can happen to a session from outside and from its own page. */
const happenings: Readonly<Record<string, (made: Made) => unknown>> = {
  'the link is lost': ({ edge }) => edge.link.listener?.reconnecting(),
  'the link is mended': ({ edge }) => edge.link.listener?.reconnected(),
  'LiveKit gives up': ({ edge }) => edge.link.listener?.disconnected(undefined),
  'LiveKit says kicked': ({ edge }) => edge.link.listener?.disconnected('kicked'),
  'the engine kicks': ({ edge }) => edge.link.show(person('me', { metadata: { exit } })),
  'the room is closed': ({ edge }) =>
    edge.link.listener?.roomMetadataChanged(JSON.stringify({ epoch: 1, rev: edge.rev, closed: true })),
  'the engine is away': (made) => refuse(made, 'network'),
  'the engine bans': (made) => refuse(made, 'banned'),
  'the engine is back': (made) => {
    made.engine = 'there';
    Object.assign(made.edge.answers, made.answers);
    made.edge.link.all = [person('me')];
  },
  'half a minute passes': ({ edge }) => edge.clock.pass(31_000),
  'the page returns': ({ edge }) => [...edge.returns].forEach((back) => back()),
  'I sit down': ({ room }) => room.seats.take(0, { microphone: false }).catch(() => {}),
  'I leave': ({ room }) => room.leave(),
  'I join': ({ room }) => void room.join().catch(() => {}),
};
export const names = Object.keys(happenings);

/** Lets it happen, and all that comes of it without time passing: a fixed number of turns fell short of some ways. */
export async function step(made: Made, name: string): Promise<void> {
  await happenings[name]!(made);
  // As `settled` of the clock, which waits in browsers too: its timer is a millisecond, and there are 200,000 steps.
  await turnOfTheLoop();
}

/** What was told so far, as far as it decides what may be told next. */
export function toldBy({ told }: Made) {
  let over = true;
  let forced = false;
  for (const [event, detail] of told) {
    const begins = event === 'connectionStateChanged' && detail === 'connecting';
    if (over && !begins && !(event === 'forceExit' && !forced)) return { wrong: `${event} after the end` };
    if (begins && !over) return { wrong: 'begun twice' };
    if (event === 'forceExit') {
      if (forced) return { wrong: 'forced out twice' };
      forced = true;
    }
    if (begins) over = forced = false;
    if (event === 'report') over = true;
  }
  return { over, forced };
}

/** Leaves, and looks whether the end was told once and last, and nothing waits any more. */
export async function end(made: Made, sequence: readonly string[]): Promise<void> {
  await made.room.leave();
  const state = made.room.connection.state.get();
  const found =
    toldBy(made).wrong ??
    (['disconnected', 'forceExit'].includes(state) ? undefined : `is ${state} at the end`) ??
    (made.edge.clock.waiting ? `${made.edge.clock.waiting} timers are left` : undefined);
  assert.equal(found, undefined, `${found}: ${sequence.join(', ')}`);
}
