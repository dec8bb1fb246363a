import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fake-edge.ts';
import { person } from '../../../test/support/fake-transport.ts';
import { names, record } from '../../../test/support/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { errorOf, UTDBannedError, UTDStreamError } from '../../errors/errors.ts';
import type { ForceExit } from '../../model/session-state.ts';

const session_id = 'session-of-this-tab-0001';
const until = '2026-10-05T14:00:00.000Z';
const notice = (more: object = {}) =>
  JSON.stringify({
    type: '_banned',
    epoch: 1,
    rev: 1,
    reason: 'Spam',
    expires_at: until,
    session_id,
    ...more,
  });

async function joined() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  const told = record(room);
  await room.join();
  await settled();
  edge.link.grant(true);
  await room.seats.take(0);
  told.length = 0;
  const ends = () => told.filter(([event]) => event === 'forceExit').map(([, detail]) => detail as ForceExit);
  /** What is written about me before the removal. */
  const write = (code: 'banned' | 'kicked', more: object = {}) =>
    edge.link.show(person('me', { metadata: { exit: { code, session_id, until, ...more } } }));
  return { edge, room, told, ends, write };
}

const words = "Could not stay in 'lobby': you are banned (Spam). Ask a host to lift the ban.";

/** Once, last, with what for and until when. */
function isBan({ room, told, ends }: Awaited<ReturnType<typeof joined>>, reason: string | null = 'Spam') {
  const [end] = ends();
  assert.equal(ends().length, 1);
  assert.equal(names(told).at(-1), 'forceExit');
  assert.ok(end!.error instanceof UTDBannedError);
  assert.deepEqual(
    [end!.reason, end!.until, end!.error.reason, end!.error.until],
    ['banned', new Date(until), reason, new Date(until)],
  );
  assert.equal(room.connection.ended.get()?.error, end!.error);
  assert.equal(room.connection.state.get(), 'forceExit');
  return end!.message;
}

describe('a ban', () => {
  it('whose notice came just before is told with its words, at once', async () => {
    const made = await joined();
    made.edge.link.push(notice());
    assert.equal(made.room.connection.state.get(), 'connected', 'a notice is no end');
    made.write('banned');
    assert.equal(isBan(made), words);
    assert.equal(made.edge.tracks[0]!.stopped, true);
  });

  it('whose notice was overtaken is told with what the engine says, and silent meanwhile', async () => {
    const made = await joined();
    made.edge.answers.readRoom = ({ attempted }) =>
      Promise.reject(errorOf('banned', attempted, { reason: 'Spam', until: new Date(until) }));
    made.write('banned');
    assert.equal(made.edge.link.listener, undefined, 'nothing is heard or sent any more');
    await settled();
    assert.equal(isBan(made), words);
  });

  it('is told all the same where the engine does not say what for', async () => {
    for (const answer of [errorOf('network', 'read'), errorOf('banned', 'read')]) {
      const made = await joined();
      made.edge.answers.readRoom = () => Promise.reject(answer);
      made.write('banned');
      await settled();
      isBan(made, null);
    }
  });

  it('that only the engine tells, after the removal, says the same', async () => {
    const made = await joined();
    made.edge.answers.readRoom = ({ attempted }) =>
      Promise.reject(errorOf('banned', attempted, { reason: 'Spam', until: new Date(until) }));
    made.edge.link.listener!.disconnected(undefined);
    await made.edge.clock.pass(0);
    await settled();
    assert.equal(isBan(made), words);
  });

  it('that the engine confirms without words has those of the notice', async () => {
    const made = await joined();
    made.edge.link.push(notice());
    made.edge.answers.readRoom = () => Promise.reject(errorOf('banned', 'read'));
    made.edge.link.listener!.disconnected(undefined);
    await made.edge.clock.pass(0);
    await settled();
    assert.equal(isBan(made), words);
  });

  it('of another session of mine, or in words of anybody but the engine, is not mine', async () => {
    const made = await joined();
    made.edge.link.push(notice({ session_id: 'another' }));
    made.edge.link.push(notice(), 'eve');
    made.write('banned', { session_id: 'another' });
    await settled();
    assert.equal(made.room.connection.state.get(), 'connected');
    made.edge.answers.readRoom = () => Promise.reject(errorOf('banned', 'read'));
    made.write('banned');
    await settled();
    isBan(made, null);
  });

  it('that I left before is no end of the next session', async () => {
    const { edge, room, write } = await joined();
    let answer = () => {};
    const { readRoom } = edge.answers;
    edge.answers.readRoom = ({ signal }) =>
      new Promise((_, reject) => {
        answer = () => reject(errorOf('banned', 'read'));
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    write('banned');
    await room.leave();
    edge.link.all = [person('me')];
    edge.answers.readRoom = readRoom!;
    await room.join();
    answer();
    await settled();
    assert.equal(room.connection.state.get(), 'connected');
  });

  it('while joining rejects the join', async () => {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    edge.answers.mint = ({ attempted }) => Promise.reject(errorOf('banned', attempted, { reason: 'Spam' }));
    await assert.rejects(
      room.join(),
      (error) =>
        error instanceof UTDBannedError &&
        error.message === "Could not join 'lobby': you are banned (Spam). Ask a host to lift the ban.",
    );
    assert.equal(room.connection.ended.get()?.why, 'failed');
  });
});

describe('a kick', () => {
  it('is told once, last, and at once', async () => {
    const { told, ends, write } = await joined();
    write('kicked', { until: undefined });
    assert.equal(names(told).at(-1), 'forceExit');
    const [end, ...more] = ends();
    assert.equal(more.length, 0);
    assert.deepEqual(
      [end!.reason, end!.until, end!.message, end!.error.code],
      [
        'kicked',
        null,
        "Could not stay in 'lobby': a host removed you. Try again in half a minute.",
        'kicked',
      ],
    );
  });

  it('that only the engine tells says the same', async () => {
    const { edge, ends } = await joined();
    edge.answers.readRoom = ({ attempted }) => Promise.reject(new UTDStreamError('kicked', attempted));
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    await settled();
    assert.deepEqual(
      ends().map(({ reason }) => reason),
      ['kicked'],
    );
  });
});

describe('an outage of more than a minute', () => {
  it('ends in words of its own, with the code network', async () => {
    const { edge, ends } = await joined();
    edge.answers.readRoom = () => Promise.reject(new UTDStreamError('network', 'read'));
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(61_000);
    const [{ message, error }] = ends() as [ForceExit];
    assert.equal(
      message,
      "Could not stay in 'lobby': the connection was lost for more than a minute. Join again.",
    );
    assert.equal(error.code, 'network');
  });
});

describe('joining where I am already', () => {
  const mints = ({ calls }: FakePlatform) =>
    calls
      .filter(({ name }) => name === 'mint')
      .map(({ request }) => (request.body as { takeover?: boolean }).takeover);

  it('takes over unless I want to be asked, and then once by a word of mine', async () => {
    const edge = new FakePlatform();
    const { mint } = edge.answers;
    const room = new AudioRoomController(null, { appId: '1', roomName: 'lobby', takeover: 'ask' }, edge);
    edge.answers.mint = ({ attempted }) => Promise.reject(errorOf('signed_in_elsewhere', attempted));
    await assert.rejects(room.join(), { code: 'signed_in_elsewhere' });
    assert.equal(room.connection.ended.get()?.why, 'failed');
    edge.answers.mint = mint!;
    await room.join({ takeover: 'take' });
    await room.leave();
    await room.join();
    await room.leave();
    await new AudioRoomController(null, { appId: '1', roomName: 'lobby' }, edge).join();
    assert.deepEqual(mints(edge), [false, true, false, true]);
  });
});
