import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge } from '../../../test/support/fakes/asking.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import type { Role } from '../../protocol/role.ts';
import type { ConnectionState } from '../../model/session-state.ts';
import { sessionRules } from '../../controllers/session-rules.ts';

const failure = (code: ErrorCode) => new UTDStreamError(code, 'reach the engine');

const is = <T>(value: T) => ({ get: () => value });
const off = { micEnabled: is(false), cameraEnabled: is(false), screenShareEnabled: is(false) };

/** I sit and am heard. */
async function speaking() {
  const edge = new AskingEdge();
  const { room, ...made } = await asking('admin', {}, edge);
  edge.answers.takeSeat = () => edge.put(3, { identity: 'me', role: 'admin' });
  edge.link.grant(true);
  await room.seats.take(3);
  await settled();
  const sent = edge.link.published[0]!;
  const calls = (operation: string) => edge.calls.filter(({ name }) => name === operation).length;
  return { ...made, edge, room, sent, calls };
}

/** Signal connection lost; media may flow on. */
const outage = ({ edge, room }: { edge: AskingEdge; room: Awaited<ReturnType<typeof asking>>['room'] }) => {
  edge.link.listener!.reconnecting();
  assert.equal(room.connection.state.get(), 'reconnecting');
};

describe('Giving something up in an outage', () => {
  it('is possible, and what asks for more is not', async () => {
    const { edge, room } = await speaking();
    edge.asks('r1', 'me');
    room.connection.retry().catch(assert.fail);
    await settled();
    outage({ edge, room });
    const because = (operation: Parameters<typeof room.allowed>[0], about?: number) =>
      room.allowed(operation, about as never).get().because;
    assert.deepEqual(
      {
        leave: because('leave'),
        setMicrophone: because('setMicrophone'),
        leaveSeat: because('leaveSeat'),
        cancelRequest: because('cancelRequest'),
        takeSeat: because('takeSeat', 1),
        moveSeat: because('moveSeat', 1),
        lockSeat: because('lockSeat', 1),
        requestToSpeak: because('requestToSpeak'),
        sendData: because('sendData'),
        setCamera: because('setCamera'),
      },
      {
        leave: null,
        setMicrophone: null,
        leaveSeat: null,
        cancelRequest: null,
        takeSeat: 'not_joined',
        moveSeat: 'not_joined',
        lockSeat: 'not_joined',
        requestToSpeak: 'not_joined',
        sendData: 'not_joined',
        setCamera: 'not_joined',
      },
    );
    await room.media.setMicrophone(false);
    assert.equal(because('setMicrophone'), 'not_joined', 'to open it would ask for more');
  });

  for (const [operation, enabled] of [
    ['setMicrophone', 'micEnabled'],
    ['setCamera', 'cameraEnabled'],
    ['setScreenShare', 'screenShareEnabled'],
  ] as const)
    it(`is possible by ${operation} while that is on`, () => {
      const known = (on: boolean, state: ConnectionState) =>
        sessionRules(
          {
            connection: { state: is(state) },
            role: is<Role>('host'),
            product: 'audio_room',
            audio: { earpiece: is(false) },
            media: { ...off, [enabled]: is(on), hindrances: is({}) },
          },
          () => null,
        )[operation]();
      assert.equal(known(true, 'reconnecting'), null);
      assert.equal(known(true, 'connected'), null);
      assert.equal(known(false, 'reconnecting'), 'not_joined');
      assert.equal(known(true, 'forceExit'), 'not_joined');
    });

  it('is not possible of what is not there', async () => {
    const { edge, room } = await asking();
    outage({ edge, room });
    assert.equal(room.allowed('leaveSeat').get().because, 'not_seated');
    assert.equal(room.allowed('cancelRequest').get().because, 'request_gone');
    assert.equal(room.allowed('setMicrophone').get().because, 'not_joined');
    await room.leave();
    assert.equal(room.allowed('leaveSeat').get().because, 'not_joined');
  });

  it('mutes a microphone at once', async () => {
    const { edge, room, sent } = await speaking();
    outage({ edge, room });
    await room.media.setMicrophone(false);
    assert.deepEqual([sent.muted, room.media.micEnabled.get()], [true, false]);
  });

  it('closes the microphone of who leaves the seat at once, and the seat once the engine has heard of it', async () => {
    const { edge, room, sent, calls } = await speaking();
    const answer = edge.answers.leaveSeat!;
    edge.answers.leaveSeat = () => {
      throw failure('network');
    };
    outage({ edge, room });
    let left = false;
    const leaving = room.seats.leave().then(() => (left = true));
    assert.deepEqual([room.media.micEnabled.get(), sent.track.readyState], [false, 'ended']);
    assert.equal(room.allowed('setMicrophone').get().because, 'not_joined');
    await assert.rejects(room.media.setMicrophone(true), { code: 'not_seated' });
    await edge.clock.pass(3_000);
    assert.deepEqual([left, room.seats.mine.get()?.index, calls('leaveSeat') > 2], [false, 3, true]);
    edge.answers.leaveSeat = answer;
    edge.link.listener!.reconnected();
    await edge.clock.pass(4_000);
    await leaving;
    assert.equal(room.seats.mine.get(), null);
  });

  it('is done where the engine has heard of it and only its answer was lost', async () => {
    const { edge, room } = await speaking();
    let tries = 0;
    edge.answers.leaveSeat = () => {
      if (tries++) throw failure('not_seated');
      edge.put(3, { identity: null });
      throw failure('timeout');
    };
    outage({ edge, room });
    const leaving = room.seats.leave();
    await edge.clock.pass(1_000);
    await leaving;
    assert.equal(room.seats.mine.get(), null, 'the room was read anew');
  });

  it('tells what the engine refuses: the seat stays, with a microphone that can be opened again', async () => {
    const { edge, room } = await speaking();
    edge.answers.leaveSeat = () => {
      throw failure('forbidden');
    };
    await assert.rejects(room.seats.leave(), { code: 'forbidden' });
    assert.deepEqual([room.seats.mine.get()?.index, room.media.micEnabled.get()], [3, false]);
    await room.media.setMicrophone(true);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('of a seat ends with the session', async () => {
    const { edge, room } = await speaking();
    edge.answers.leaveSeat = () => {
      throw failure('network');
    };
    outage({ edge, room });
    const leaving = assert.rejects(room.seats.leave());
    await settled();
    await room.leave();
    await leaving;
    await room.join();
    await room.seats.take(3);
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('takes back a request to speak, whose approval opens no microphone from then on', async () => {
    const edge = new AskingEdge();
    edge.answers.requestToSpeak = () => (edge.asks('r1', 'me'), { request_id: 'r1' });
    const { room } = await asking('listener', {}, edge);
    await room.speakers.request();
    edge.answers.cancelRequest = () => {
      throw failure('network');
    };
    outage({ edge, room });
    const cancelling = assert.rejects(room.speakers.cancel(), { code: 'request_gone' });
    edge.answers.cancelRequest = () => {
      throw failure('request_gone');
    };
    edge.link.grant(true);
    edge.link.listener!.reconnected();
    edge.tell(edge.approves('r1'));
    await edge.clock.pass(1_000);
    await cancelling;
    assert.deepEqual([room.seats.mine.get()?.index, room.media.micEnabled.get()], [0, false]);
  });
});
