import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReactiveController } from 'lit';
import { callId, calling, CallPlatform } from '../../test/support/fakes/calling.ts';
import { gate } from '../../test/support/fakes/chatting.ts';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { names } from '../../test/support/fakes/record.ts';
import { code } from '../../test/support/fakes/streaming.ts';
import { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { CallController } from '../controllers/call-controller.ts';
import type { LitHost } from '../controllers/lit-host.ts';
import { UTDStreamError } from '../errors/errors.ts';
import { tabStorage } from '../platform/page/tab-session.ts';
import { isOver } from '../protocol/call/call-status.ts';
import { callTransitions, type CallTransition } from '../protocol/call/call-transitions.ts';
import type { CallType } from '../protocol/call/call.ts';
import { times } from '../protocol/constants.ts';

type Made = ReturnType<typeof calling>;

/** Brings the call into a state, on the side of the caller. */
const asCaller: Readonly<Record<string, (made: Made) => Promise<void>>> = {
  initiating: ({ ring }) => ring.start({ calleeIdentity: 'ben' }),
  ringing: (made) => made.ringing(),
  active: (made) => made.answered(),
};

/** The same on the side of the callee. */
const asCallee: typeof asCaller = {
  initiating: async ({ edge }) => {
    edge.answers.ringCall = () => new Promise(() => {});
    edge.ringsHere();
    await settled();
  },
  ringing: async ({ edge }) => {
    edge.ringsHere();
    await settled();
  },
  active: (made) => made.answers(),
};

const title = ({ act, by, to, reason }: CallTransition, from: string) =>
  `${from}: '${act}' by ${by.join(' or ')} makes it ${to}${reason ? ` (${reason})` : ''}`;

const rows = callTransitions.flatMap((row) => row.from.map((from) => [row, from] as const));

describe('A call, in the room of the caller', () => {
  for (const [row, from] of rows)
    it(title(row, from), async () => {
      const made = calling();
      await asCaller[from]!(made);
      assert.equal(made.ring.status.get(), from);
      made.edge.meets();
      made.edge.happens(row.act, row.by[0]!);
      await settled();
      const over = isOver(row.to);
      assert.deepEqual(made.state(), [row.to, over ? row.reason : null]);
      assert.equal(made.session.connection.state.get(), over ? 'disconnected' : 'connected');
      assert.deepEqual(made.open(), row.to === 'ringing' || row.to === 'active' ? ['microphone'] : []);
      assert.deepEqual([made.errors(), names(made.told).includes('forceExit')], [[], false]);
    });
});

describe('A call, at a device of the callee that the signalling plane tells', () => {
  for (const [row, from] of rows.filter(([{ act }]) => act !== 'ringing'))
    it(title(row, from), async () => {
      const made = calling();
      await asCallee[from]!(made);
      made.edge.acts(row.act, row.by[0]!);
      made.edge.signals();
      await settled();
      // A call that another device has answered is over at this one.
      const answered = row.to === 'active';
      assert.deepEqual(made.state(), [answered ? 'ended' : row.to, row.reason]);
      assert.deepEqual([made.open(), made.errors()], [[], []]);
      assert.equal(made.session.connection.state.get(), 'disconnected');
    });
});

describe('Calling a person', () => {
  it('signs in without a room, starts the call, and joins its room by the answer', async () => {
    const { edge, ring, calls, statuses, session } = calling();
    await ring.start({ calleeIdentity: 'ben', metadata: { about: 'lunch' } });
    assert.deepEqual(calls(), ['signIn', 'startCall']);
    const { request } = edge.calls[1]!;
    assert.deepEqual(request.body, {
      callee_identity: 'ben',
      type: 'audio_call',
      metadata: { about: 'lunch' },
      session_id: 'session-of-this-tab-0001',
    });
    assert.deepEqual(
      [request.bearer, edge.link.connects[0]?.token, session.roomName, edge.noted],
      ['person', 'media', callId, callId],
    );
    assert.deepEqual([ring.direction.get(), ring.peer.get()?.identity], ['outgoing', 'ben']);
    assert.deepEqual(statuses(), ['initiating']);
  });

  /** The engine carries out the first `times` starts, and their answers are lost. */
  const losesAnswers = ({ edge }: ReturnType<typeof calling>, times: number) => {
    const start = edge.answers.startCall!;
    const keys: (string | undefined)[] = [];
    edge.answers.startCall = (request) => {
      const answer = start(request);
      keys.push(request.key);
      if (keys.length <= times) throw new UTDStreamError('network', 'call');
      return answer;
    };
    return keys;
  };

  it('is asked for again under its key where the answer is lost', async () => {
    const made = calling();
    const keys = losesAnswers(made, 2);
    const started = made.ring.start({ calleeIdentity: 'ben' });
    await made.edge.clock.pass(5_000);
    await started;
    assert.deepEqual([keys.length, new Set(keys).size, typeof keys[0]], [3, 1, 'string']);
    assert.deepEqual(made.statuses(), ['initiating']);
  });

  it('is given up after three tries without an answer', async () => {
    const made = calling();
    const keys = losesAnswers(made, 9);
    const started = assert.rejects(made.ring.start({ calleeIdentity: 'ben' }), code('network'));
    await made.edge.clock.pass(5_000);
    await started;
    assert.deepEqual([keys.length, made.ring.status.get(), made.open()], [3, 'idle', []]);
  });

  it('is over at the engine where the end came before the answer that was lost', async () => {
    const made = calling();
    losesAnswers(made, 1);
    const started = assert.rejects(made.ring.start({ calleeIdentity: 'ben' }), code('cancelled'));
    await settled();
    const ended = made.ring.end();
    await made.edge.clock.pass(5_000);
    await Promise.all([started, ended]);
    assert.equal(made.edge.call?.status, 'cancelled');
  });

  it('opens the microphone at once, and sends it when the call is answered', async () => {
    const made = calling();
    await made.ringing();
    assert.deepEqual([made.open(), made.published()], [['microphone'], []]);
    assert.equal(made.session.media.micEnabled.get(), false);
    made.edge.meets();
    made.edge.happens('accept', 'callee');
    await settled();
    assert.deepEqual(made.published(), ['microphone']);
    assert.equal(made.edge.tracks.length, 1);
  });

  it('by video sends camera and microphone; muted it sends the camera alone', async () => {
    const loud = calling('video_call');
    await loud.answered();
    assert.deepEqual(loud.published(), ['microphone', 'camera']);
    const muted = calling('video_call', { muted: true });
    await muted.answered();
    assert.deepEqual(muted.published(), ['camera']);
  });

  it('without a microphone goes on, with an error event', async () => {
    const made = calling();
    made.edge.machine.microphones = [];
    await made.answered();
    assert.equal(made.ring.status.get(), 'active');
    assert.deepEqual(made.errors(), ['media_device', 'media_device']);
  });

  for (const [refused, status] of [
    ['busy', 'busy'],
    ['not_found', 'idle'],
    ['rate_limited', 'idle'],
  ] as const)
    it(`is ${status} where the engine refuses with ${refused}, and closes the microphone`, async () => {
      const { edge, ring, open, calls } = calling();
      edge.answers.startCall = () => Promise.reject(new UTDStreamError(refused, 'call'));
      await assert.rejects(ring.start({ calleeIdentity: 'ben' }), code(refused));
      await settled();
      assert.deepEqual([ring.status.get(), open()], [status, []]);
      assert.deepEqual(calls(), ['signIn', 'startCall']);
    });

  it('is refused by a name that nobody can have, and while a call is on', async () => {
    const made = calling();
    await assert.rejects(made.ring.start({ calleeIdentity: '' }), code('invalid_request'));
    await made.ringing();
    await assert.rejects(made.ring.start({ calleeIdentity: 'eve' }), code('busy'));
    assert.equal(made.ring.peer.get()?.identity, 'ben');
  });

  it('who has called meanwhile is their call, answered', async () => {
    const { edge, ring, published } = calling();
    edge.answers.startCall = () => {
      edge.begins('callee');
      edge.acts('accept', 'callee');
      return edge.joined();
    };
    await ring.start({ calleeIdentity: 'ben' });
    edge.meets();
    await settled();
    assert.deepEqual(
      [ring.status.get(), ring.direction.get(), published()],
      ['active', 'incoming', ['microphone']],
    );
  });

  it('whose call rings here already is their call, answered', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    await assert.rejects(made.ring.start({ calleeIdentity: 'eve' }), code('busy'));
    const starting = made.ring.start({ calleeIdentity: 'ben' });
    await settled();
    made.edge.meets();
    await starting;
    assert.equal(made.calls().at(-1), 'acceptCall');
    assert.deepEqual([made.ring.status.get(), made.published()], ['active', ['microphone']]);
  });

  it('ends the call at the engine where the room cannot be joined', async () => {
    const { edge, ring, calls, open } = calling();
    edge.answers.startCall = () => (edge.begins('caller'), edge.joined());
    edge.link.connect = () => Promise.reject(new UTDStreamError('network', 'connect'));
    await assert.rejects(ring.start({ calleeIdentity: 'ben' }), code('network'));
    await settled();
    assert.deepEqual([calls().at(-1), edge.call?.status, open()], ['endCall', 'cancelled', []]);
    assert.equal(isOver(ring.status.get() as never), true);
  });

  it('signs in anew when the token is about to expire, and for another person', async () => {
    const signIns = () => made.calls().filter((name) => name === 'signIn').length;
    const edge = new CallPlatform();
    const options = { appId: '1234567890', identity: 'me' };
    const made = calling('audio_call', {}, edge, () => options);
    await made.ringing();
    await made.ring.end();
    await made.ringing();
    await made.ring.end();
    assert.equal(signIns(), 1);
    await edge.clock.pass(900_000);
    await made.ringing();
    await made.ring.end();
    assert.equal(signIns(), 2);
    options.identity = 'eve';
    await made.ringing();
    assert.equal(signIns(), 3);
  });
});

describe('A person whose page never says who they are', () => {
  it('is told after 15 s, and is asked anew by the next call', async () => {
    let asked = 0;
    let aborted = false;
    const made = calling('audio_call', {
      identityProvider: ({ signal }: { signal: AbortSignal }) => {
        signal.addEventListener('abort', () => (aborted = true));
        return ++asked > 1 ? Promise.resolve('proof') : new Promise(() => {});
      },
    });
    const first = assert.rejects(made.ring.start({ calleeIdentity: 'ben' }), code('timeout'));
    await made.edge.clock.pass(times.connect);
    await first;
    assert.deepEqual([made.ring.status.get(), aborted, made.open()], ['idle', true, []]);
    await made.ring.start({ calleeIdentity: 'ben' });
    assert.deepEqual([made.ring.status.get(), asked], ['initiating', 2]);
  });
});

describe('Two people who call each other at once in two kinds', () => {
  const crossing = (edge: CallPlatform, type: CallType) => () => {
    edge.begins('callee', 'ben', type);
    edge.acts('accept', 'callee');
    return edge.joined();
  };

  it('are in an audio call where that was first, and the camera of the other closes', async () => {
    const made = calling('video_call');
    const { promise, open } = gate();
    const answer = crossing(made.edge, 'audio_call');
    made.edge.answers.startCall = async () => (await promise, answer());
    const starting = made.ring.start({ calleeIdentity: 'ben' });
    await settled();
    assert.deepEqual(made.open(), ['microphone', 'camera']);
    open();
    await starting;
    made.edge.meets();
    await settled();
    assert.deepEqual([made.ring.type.get(), made.session.product], ['audio_call', 'audio_call']);
    assert.deepEqual([made.open(), made.published(), made.errors()], [['microphone'], ['microphone'], []]);
    assert.equal(made.session.allowed('setCamera').get().because, 'wrong_product_type');
  });

  it('are in a video call where that was first, and no camera opens without a click', async () => {
    const made = calling('audio_call');
    made.edge.answers.startCall = crossing(made.edge, 'video_call');
    await made.ring.start({ calleeIdentity: 'ben' });
    made.edge.meets();
    await settled();
    assert.deepEqual([made.ring.type.get(), made.open()], ['video_call', ['microphone']]);
    await made.session.media.setCamera(true);
    assert.deepEqual(made.published(), ['microphone', 'camera']);
  });

  it('come back to the call of that kind after a reload', async () => {
    const made = calling('video_call');
    crossing(made.edge, 'audio_call')();
    made.edge.noted = callId;
    await made.ring.resume();
    const { request } = made.edge.calls.find(({ name }) => name === 'mint')!;
    assert.equal((request.body as { type: string }).type, 'audio_call');
    assert.equal(made.ring.type.get(), 'audio_call');
  });
});

describe('A call in a page with other sessions', () => {
  it('does not keep them from joining, though the person had signed in before', async () => {
    const edge = new CallPlatform();
    Object.assign(edge.storage, tabStorage(edge.clock));
    const made = calling('audio_call', {}, edge);
    await made.answers();
    const room = new AudioRoomController(
      null,
      { appId: '1234567890', identity: 'me', roomName: 'lobby' },
      edge,
    );
    let joined = false;
    void room.join().then(() => (joined = true));
    await settled();
    assert.equal(joined, true);
  });
});

describe('A call whose Lit host leaves the page', () => {
  it('ends and is told no more, and rings again when the host is back', async () => {
    const host = { addController: (each: ReactiveController) => each.hostConnected?.(), requestUpdate() {} };
    const edge = new CallPlatform();
    const { signal } = edge;
    const options = { appId: '1234567890', identity: 'me', signal };
    const call = new CallController(host as unknown as LitHost, options, edge);
    call.hostDisconnected();
    await edge.clock.pass(0);
    assert.equal(signal.listeners.size, 0);
    edge.ringsHere();
    assert.equal(call.ring.status.get(), 'idle');
    call.hostConnected();
    edge.ringsHere();
    assert.deepEqual([call.ring.status.get(), signal.listeners.size], ['ringing', 1]);
  });
});

/** The engine hears of an end when the test says so. */
function endsLate({ edge }: Made): () => void {
  const { promise, open } = gate();
  const end = edge.answers.endCall!;
  edge.answers.endCall = async (request) => (await promise, end(request));
  return open;
}

describe('Ending a call', () => {
  it('closes devices and connection before the engine has answered', async () => {
    const made = calling();
    await made.answered();
    const { promise, open } = gate();
    made.edge.answers.endCall = async () => (await promise, made.edge.acts('end', 'caller'));
    const ending = made.ring.end();
    assert.deepEqual([made.open(), made.session.connection.state.get()], [[], 'disconnected']);
    assert.deepEqual(made.state(), ['ended', 'hung_up']);
    open();
    await ending;
    assert.deepEqual(made.statuses(), ['initiating', 'active', 'ended']);
  });

  it('before the engine has named the call ends it when the name arrives', async () => {
    const { edge, ring, open, calls, state } = calling();
    const { promise, open: answer } = gate();
    edge.answers.startCall = async () => (await promise, edge.begins('caller'), edge.joined());
    const starting = ring.start({ calleeIdentity: 'ben' });
    starting.catch(() => {});
    await settled();
    const ending = ring.end();
    assert.deepEqual(state(), ['cancelled', 'hung_up']);
    answer();
    await ending;
    await assert.rejects(starting, code('cancelled'));
    assert.deepEqual([calls().at(-1), edge.call?.status, open()], ['endCall', 'cancelled', []]);
  });

  it('while livekit-client loads, after the engine has named the call, is told to the engine', async () => {
    const { edge, ring, state, open } = calling();
    const load = gate();
    const { transport } = edge;
    edge.transport = async (...args) => (await load.promise, transport(...args));
    const starting = ring.start({ calleeIdentity: 'ben' });
    starting.catch(() => {});
    while (!edge.call) await settled();
    await ring.end();
    assert.deepEqual([state(), edge.call.status, open()], [['cancelled', 'hung_up'], 'cancelled', []]);
    load.open();
    await assert.rejects(starting, code('cancelled'));
  });

  it('and that the engine has not heard of yet holds up the next call, and not the leaving', async () => {
    const made = calling();
    const load = gate();
    const { transport } = made.edge;
    made.edge.transport = async (...args) => (await load.promise, transport(...args));
    const heard = endsLate(made);
    made.ring.start({ calleeIdentity: 'ben' }).catch(() => {});
    while (!made.edge.call) await settled();
    void made.ring.end();
    await made.session.leave();
    load.open();
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    await settled();
    assert.equal(made.edge.call.callee, 'ben');
    heard();
    await starting;
    assert.deepEqual([made.ring.status.get(), made.ring.peer.get()?.identity], ['initiating', 'eve']);
  });

  it('lets the next call begin when the engine has heard of the end, with the microphone open before', async () => {
    const made = calling();
    await made.answered();
    const heard = endsLate(made);
    const ending = made.ring.end();
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    await settled();
    assert.deepEqual([made.ring.status.get(), made.open()], ['initiating', ['microphone']]);
    assert.equal(made.edge.call?.callee, 'ben');
    heard();
    await Promise.all([ending, starting]);
    assert.deepEqual([made.ring.status.get(), made.edge.call.callee], ['initiating', 'eve']);
  });

  it('before the engine has named the call lets the next call begin when that end is told', async () => {
    const made = calling();
    const { promise, open } = gate();
    const start = made.edge.answers.startCall!;
    made.edge.answers.startCall = async (request) => (await promise, start(request));
    const first = assert.rejects(made.ring.start({ calleeIdentity: 'ben' }), code('cancelled'));
    await settled();
    const heard = endsLate(made);
    void made.ring.end();
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    open();
    await settled();
    assert.equal(made.edge.call?.callee, 'ben');
    heard();
    await Promise.all([first, starting]);
    assert.deepEqual([made.ring.status.get(), made.edge.call.callee], ['initiating', 'eve']);
  });

  it('of a call that waits for the end of the one before never begins at the engine', async () => {
    const made = calling();
    await made.answered();
    const heard = endsLate(made);
    const ending = made.ring.end();
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    await settled();
    await Promise.all([assert.rejects(starting, code('cancelled')), made.ring.end()]);
    heard();
    await ending;
    await settled();
    assert.deepEqual(made.state(), ['cancelled', 'hung_up']);
    assert.equal(made.calls().filter((name) => name === 'startCall').length, 1);
  });

  it('because its room is lost is told before the next call begins', async () => {
    const made = calling();
    made.edge.link.nextConnect = () => Promise.reject(new UTDStreamError('network', 'connect'));
    const heard = endsLate(made);
    await assert.rejects(made.ring.start({ calleeIdentity: 'ben' }), code('network'));
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    await settled();
    assert.equal(made.edge.call?.callee, 'ben');
    heard();
    await starting;
    assert.equal(made.edge.call.callee, 'eve');
  });

  it('is given up after a minute without an answer, and the next call begins', async () => {
    const made = calling();
    await made.answered();
    made.edge.answers.endCall = () => Promise.reject(new UTDStreamError('network', 'end'));
    const ending = assert.rejects(made.ring.end(), code('network'));
    const starting = made.ring.start({ calleeIdentity: 'eve' });
    await made.edge.clock.pass(times.reconnectWindow);
    await Promise.all([ending, starting]);
    assert.equal(made.edge.call?.callee, 'eve');
  });

  it('is told to the engine where livekit-client cannot be loaded', async () => {
    const { edge, ring, open } = calling();
    edge.transport = async () => {
      while (!edge.call) await settled();
      throw new Error('The chunk is gone.');
    };
    await assert.rejects(ring.start({ calleeIdentity: 'ben' }), code('network'));
    await settled();
    assert.deepEqual([ring.status.get(), edge.call?.status, open()], ['idle', 'cancelled', []]);
  });

  it('while its room is read is no failure of the read', async () => {
    const made = calling();
    const { promise, open } = gate();
    made.edge.answers.readRoom = async () => (await promise, made.edge.room());
    await made.ringing();
    await made.ring.end();
    open();
    await settled();
    assert.deepEqual(made.errors(), []);
  });

  for (const type of ['audio_call', 'video_call'] as const)
    for (const before of ['ringing', 'answered'] as const)
      it(`of a ${type} that is ${before} while its devices open is no failure of the devices`, async () => {
        const made = calling(type);
        const { promise, open } = gate();
        made.edge.machine.prompt = () => promise;
        await made[before]();
        made.edge.happens('end', 'callee');
        await settled();
        await made[before]();
        const ending = made.ring.end();
        const starting = made.ring.start({ calleeIdentity: 'eve' });
        await Promise.all([ending, starting]);
        assert.deepEqual(made.errors(), []);
        open();
        await settled();
        assert.deepEqual(made.errors(), []);
        assert.equal(made.open()[0], 'microphone');
      });

  it('takes the outcome of the engine, where an answer came first', async () => {
    const made = calling();
    await made.ringing();
    made.edge.acts('accept', 'callee');
    await made.ring.end();
    assert.deepEqual(made.state(), ['ended', 'hung_up']);
  });

  it('is repeated until the engine answers', async () => {
    const made = calling();
    await made.answered();
    let tries = 0;
    made.edge.answers.endCall = () => {
      if (++tries < 3) throw new UTDStreamError('network', 'end');
      return made.edge.acts('end', 'caller');
    };
    const ending = made.ring.end();
    await made.edge.clock.pass(10_000);
    await ending;
    assert.equal(tries, 3);
  });

  it('by leaving is the same, and the engine hears of the leaving', async () => {
    const made = calling();
    await made.answered();
    await made.session.leave();
    assert.deepEqual([made.state(), made.calls().at(-1)], [['ended', 'hung_up'], 'leaveRoom']);
  });

  it('is refused where there is none', async () => {
    const { ring } = calling();
    await assert.rejects(ring.end(), code('call_ended'));
    await assert.rejects(ring.reject(), code('call_ended'));
    await assert.rejects(ring.accept(), code('call_ended'));
  });

  it('says in words how it ended, and is no force-exit', async () => {
    const made = calling();
    await made.ringing();
    made.edge.happens('time', 'time');
    await settled();
    const { why, message } = made.session.connection.ended.get()!;
    assert.deepEqual([why, message], ['room_closed', 'Nobody answered. Call again later.']);
    assert.equal(names(made.told).includes('forceExit'), false);
  });

  it('by a ban is a force-exit, which is told last', async () => {
    const made = calling();
    await made.answered();
    const exit = { code: 'kicked', session_id: 'session-of-this-tab-0001' } as const;
    const [me, ben] = made.edge.link.all;
    made.edge.link.show({ ...me!, metadata: { role: 'caller', exit } }, ben!);
    await settled();
    assert.deepEqual([made.state(), made.open()], [['ended', 'removed'], []]);
    assert.equal(names(made.told).at(-1), 'forceExit');
  });

  it('that only the room tells is read from the engine', async () => {
    const made = calling();
    await made.answered();
    made.edge.acts('lost', 'engine');
    made.edge.answers.readRoom = () => Promise.reject(new UTDStreamError('room_closed', 'read'));
    made.edge.link.listener?.disconnected(undefined);
    await settled();
    assert.deepEqual(made.state(), ['ended', 'connection_lost']);
    assert.equal(names(made.told).includes('forceExit'), false);
  });
});

describe('A call that rings here', () => {
  it('is told to the engine, and shows who calls', async () => {
    const { edge, ring, calls, statuses, open } = calling();
    await settled();
    edge.ringsHere();
    await settled();
    assert.deepEqual([calls(), statuses(), open()], [['signIn', 'ringCall'], ['ringing'], []]);
    assert.deepEqual(ring.peer.get(), { identity: 'ben', name: 'Ben', avatar: null });
    assert.deepEqual([ring.direction.get(), edge.call?.status], ['incoming', 'ringing']);
  });

  it('of the other kind, or while a call is on, is left alone', async () => {
    const made = calling('audio_call');
    made.edge.type = 'video_call';
    made.edge.ringsHere();
    await settled();
    assert.equal(made.ring.status.get(), 'idle');
  });

  it('is answered: the room is joined, and the microphone is published', async () => {
    const made = calling();
    await settled();
    await made.answers();
    assert.deepEqual(made.calls(), ['signIn', 'ringCall', 'acceptCall']);
    assert.deepEqual([made.ring.status.get(), made.published()], ['active', ['microphone']]);
    assert.equal(made.ring.startedAt.get()?.toISOString(), '2026-01-01T12:00:00.000Z');
    assert.equal(made.session.identity.get(), 'me');
  });

  it('is answered once however often it is asked for', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    const both = Promise.all([made.ring.accept(), made.ring.accept()]);
    await settled();
    made.edge.meets();
    await both;
    await made.ring.accept();
    assert.equal(made.calls().filter((name) => name === 'acceptCall').length, 1);
  });

  it('by its id alone is answered without a signalling plane', async () => {
    const made = calling('audio_call', { signal: undefined });
    made.edge.begins('callee');
    const accepting = made.ring.accept(callId);
    await settled();
    made.edge.meets();
    await accepting;
    assert.deepEqual(
      [made.ring.status.get(), made.ring.direction.get(), made.ring.peer.get()?.identity],
      ['active', 'incoming', 'ben'],
    );
  });

  it('and was cancelled opens nothing when it is answered late', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.acts('end', 'caller');
    await assert.rejects(made.ring.accept(), code('call_ended'));
    assert.deepEqual(made.state(), ['cancelled', 'hung_up']);
    assert.deepEqual([made.edge.tracks, made.edge.link.connects], [[], []]);
  });

  it('and is cancelled while it is answered opens nothing', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    const { promise, open } = gate();
    made.edge.answers.acceptCall = async () => {
      await promise;
      throw new UTDStreamError('call_ended', 'answer');
    };
    const accepting = made.ring.accept();
    accepting.catch(() => {});
    await settled();
    made.edge.acts('end', 'caller');
    made.edge.signals();
    open();
    await assert.rejects(accepting, code('call_ended'));
    assert.deepEqual([made.state(), made.edge.tracks], [['cancelled', 'hung_up'], []]);
  });

  it('and is declined while it is answered is over here and at the engine, whichever came first', async () => {
    for (const acceptedFirst of [true, false]) {
      const made = calling();
      made.edge.ringsHere();
      await settled();
      const { promise, open } = gate();
      made.edge.answers.acceptCall = async () => {
        if (acceptedFirst) made.edge.acts('accept', 'callee');
        await promise;
        if (!acceptedFirst) throw new UTDStreamError('call_ended', 'answer');
        return made.edge.joined();
      };
      const accepting = made.ring.accept();
      accepting.catch(() => {});
      await settled();
      await made.ring.end();
      open();
      await assert.rejects(accepting, code('call_ended'));
      await settled();
      const over = acceptedFirst ? ['ended', 'hung_up'] : ['rejected', 'rejected'];
      assert.deepEqual([made.state(), made.edge.call?.status], [over, over[0]]);
      assert.deepEqual([made.open(), made.errors()], [[], []]);
    }
  });

  it('and was answered elsewhere stops to ring, whether told or asked', async () => {
    const told = calling();
    told.edge.ringsHere();
    await settled();
    told.edge.acts('accept', 'callee');
    told.edge.signals();
    assert.deepEqual(told.state(), ['ended', 'answered_elsewhere']);
    const elsewhere = code('answered_elsewhere');
    await assert.rejects(told.ring.accept(), elsewhere);
    await assert.rejects(told.ring.reject(), elsewhere);
    await assert.rejects(told.ring.end(), elsewhere);
    const asked = calling();
    asked.edge.ringsHere();
    await settled();
    asked.edge.acts('accept', 'callee');
    await assert.rejects(asked.ring.accept(), elsewhere);
    assert.deepEqual(asked.state(), ['ended', 'answered_elsewhere']);
    assert.deepEqual(asked.edge.tracks, []);
  });

  it('and is rejected stops at once; the engine hears of it', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    const rejecting = made.ring.reject();
    assert.deepEqual(made.state(), ['rejected', 'rejected']);
    await rejecting;
    assert.deepEqual([made.calls().at(-1), made.edge.call?.status], ['rejectCall', 'rejected']);
  });

  it('and is rejected after another device has answered goes on there', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.acts('accept', 'callee');
    await assert.rejects(made.ring.reject(), code('answered_elsewhere'));
    assert.deepEqual(made.state(), ['ended', 'answered_elsewhere']);
  });

  it('and ends in an outage of the signalling plane is read when that is back', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.signal.state.value = 'reconnecting';
    await settled();
    made.edge.acts('end', 'caller');
    made.edge.signal.state.value = 'connected';
    await settled();
    assert.deepEqual(made.state(), ['cancelled', 'hung_up']);
  });

  it('and is answered here while the signalling plane comes back goes on here', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    const { promise, open } = gate();
    made.edge.answers.acceptCall = async () => {
      made.edge.acts('accept', 'callee');
      await promise;
      return made.edge.joined();
    };
    made.edge.signal.state.value = 'reconnecting';
    const accepting = made.ring.accept();
    await settled();
    made.edge.signal.state.value = 'connected';
    await settled();
    open();
    await settled();
    made.edge.meets();
    await accepting;
    assert.deepEqual([made.ring.status.get(), made.published()], ['active', ['microphone']]);
    assert.equal(made.edge.call?.status, 'active');
  });

  it('rings on where the signalling plane is back before REST is', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.answers.readCall = () => Promise.reject(new UTDStreamError('network', 'read'));
    made.edge.signal.state.value = 'reconnecting';
    await settled();
    made.edge.signal.state.value = 'connected';
    await settled();
    assert.equal(made.ring.status.get(), 'ringing');
    await made.edge.clock.pass(times.ring);
    assert.deepEqual(made.state(), ['cancelled', 'connection_lost']);
  });

  it('while the end of the call before is not known yet rings behind that end', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.acts('end', 'caller');
    const over = made.edge.call!;
    const next = `call_${'2'.repeat(32)}`;
    made.edge.begins('callee', 'eve').call_id = next;
    const d = { call_id: next, type: 'audio_call', caller: 'eve', expires_at: null } as const;
    made.edge.signal.send({ t: 'call.incoming', d: { ...d, caller_name: 'Eve', caller_avatar: null } });
    await settled();
    assert.equal(made.ring.peer.get()?.identity, 'ben');
    const { call_id, status, reason, by_device } = over;
    made.edge.signal.send({ t: 'call.update', d: { call_id, status, reason, by_device } });
    await settled();
    assert.deepEqual([made.ring.status.get(), made.ring.peer.get()?.name], ['ringing', 'Eve']);
  });

  it('while the own start is refused for it rings after the refusal', async () => {
    const made = calling();
    made.edge.answers.startCall = () => {
      made.edge.ringsHere();
      return Promise.reject(new UTDStreamError('busy', 'call'));
    };
    await assert.rejects(made.ring.start({ calleeIdentity: 'eve' }), code('busy'));
    await settled();
    assert.deepEqual([made.ring.status.get(), made.ring.peer.get()?.name], ['ringing', 'Ben']);
    await made.answersRinging();
    assert.deepEqual(made.published(), ['microphone']);
  });

  it('that has waited and is over does not ring', async () => {
    const made = calling();
    made.edge.answers.startCall = () => {
      made.edge.ringsHere();
      made.edge.acts('end', 'caller');
      made.edge.signals();
      return Promise.reject(new UTDStreamError('busy', 'call'));
    };
    await assert.rejects(made.ring.start({ calleeIdentity: 'eve' }), code('busy'));
    await settled();
    assert.deepEqual([made.ring.status.get(), made.statuses()], ['busy', ['initiating', 'busy']]);
  });

  it('stops where the person signs out of the signalling plane, and not while it is answered', async () => {
    const made = calling();
    made.edge.ringsHere();
    await settled();
    made.edge.signal.state.value = 'disconnected';
    await settled();
    assert.deepEqual([made.ring.status.get(), made.ring.peer.get()], ['idle', null]);
    const answering = calling();
    answering.edge.ringsHere();
    await settled();
    const accepting = answering.ring.accept();
    answering.edge.signal.state.value = 'disconnected';
    await settled();
    answering.edge.meets();
    await accepting;
    assert.deepEqual([answering.ring.status.get(), answering.published()], ['active', ['microphone']]);
  });

  it('and whose end is never told stops by itself', async () => {
    const made = calling();
    made.edge.ringsHere();
    await made.edge.clock.pass(times.ring - 1);
    assert.equal(made.ring.status.get(), 'ringing');
    made.edge.acts('time', 'time');
    await made.edge.clock.pass(1);
    assert.deepEqual(made.state(), ['missed', 'no_answer']);
  });

  it('before this device listened rings when it does', async () => {
    const made = calling('audio_call', { signal: undefined });
    made.edge.begins('callee');
    made.edge.signal.incoming.value = {
      callId,
      type: 'audio_call',
      caller: 'ben',
      name: 'Ben',
      avatar: null,
      expires: null,
      metadata: undefined,
    };
    made.ring.listenTo(made.edge.signal);
    await settled();
    assert.equal(made.ring.status.get(), 'ringing');
    made.ring.listenTo(undefined);
    assert.equal(made.edge.signal.listeners.size, 0);
  });
});

describe('A call after a reload', () => {
  it('goes on in its room, with closed devices', async () => {
    const made = calling();
    made.edge.begins('caller');
    made.edge.acts('accept', 'callee');
    made.edge.noted = callId;
    made.edge.serverTime = '2026-01-01T12:01:05.000Z';
    await made.ring.resume();
    made.edge.meets();
    await settled();
    assert.deepEqual(made.calls(), ['signIn', 'readCall', 'mint']);
    const mint = made.edge.calls.find(({ name }) => name === 'mint')!.request.body as object;
    assert.deepEqual(
      { room_name: callId, type: 'audio_call', session_id: 'session-of-this-tab-0001' },
      Object.fromEntries(
        Object.entries(mint).filter(([key]) => ['room_name', 'type', 'session_id'].includes(key)),
      ),
    );
    assert.deepEqual([made.ring.status.get(), made.open()], ['active', []]);
    assert.equal(made.ring.seconds.get(), 65);
    await made.session.media.setMicrophone(true);
    assert.deepEqual(made.published(), ['microphone']);
  });

  it('is not taken for another call that is started meanwhile', async () => {
    const made = calling();
    made.edge.begins('caller');
    made.edge.acts('accept', 'callee');
    made.edge.noted = callId;
    const { promise, open } = gate();
    made.edge.answers.mint = async () => (await promise, made.edge.joined());
    const resuming = made.ring.resume();
    while (!made.calls().includes('mint')) await settled();
    await assert.rejects(made.ring.start({ calleeIdentity: 'eve' }), code('busy'));
    open();
    await resuming;
    made.edge.meets();
    await settled();
    assert.deepEqual([made.ring.peer.get()?.identity, made.open()], ['ben', []]);
  });

  it('that was over meanwhile stays idle, and so does a page without a call', async () => {
    const made = calling();
    await made.ring.resume();
    assert.deepEqual(made.calls(), []);
    made.edge.begins('caller');
    made.edge.acts('end', 'caller');
    made.edge.noted = callId;
    await made.ring.resume();
    assert.deepEqual([made.calls(), made.ring.status.get()], [['signIn', 'readCall'], 'idle']);
    assert.equal(made.edge.noted, undefined);
  });

  /** A call that a reload has interrupted. */
  const interrupted = () => {
    const made = calling();
    made.edge.begins('caller');
    made.edge.acts('accept', 'callee');
    made.edge.noted = callId;
    return made;
  };
  /** The engine is out of reach for a request. @returns puts the engine back into reach */
  const outOfReach = ({ edge }: Made, name: 'readCall' | 'mint') => {
    const answer = edge.answers[name]!;
    edge.answers[name] = () => Promise.reject(new UTDStreamError('network', 'ask'));
    return () => void (edge.answers[name] = answer);
  };

  for (const name of ['readCall', 'mint'] as const)
    it(`goes on where ${name} reaches the engine within a minute`, async () => {
      const made = interrupted();
      const back = outOfReach(made, name);
      const resuming = made.ring.resume();
      await made.edge.clock.pass(50_000);
      assert.deepEqual([made.ring.status.get(), made.edge.noted], ['idle', callId]);
      back();
      await made.edge.clock.pass(5_000);
      await resuming;
      assert.deepEqual([made.ring.status.get(), made.errors()], ['active', []]);
    });

  it('is told as a failure after a minute without the engine, and is looked for again when that is asked for', async () => {
    const made = interrupted();
    const back = outOfReach(made, 'readCall');
    const failed = assert.rejects(made.ring.resume(), code('network'));
    await made.edge.clock.pass(times.reconnectWindow);
    await failed;
    assert.equal(made.edge.noted, callId);
    back();
    await made.ring.resume();
    assert.equal(made.ring.status.get(), 'active');
  });

  it('is left alone where another call begins while the engine is out of reach', async () => {
    const made = interrupted();
    const back = outOfReach(made, 'readCall');
    const resuming = made.ring.resume();
    await settled();
    await made.ring.start({ calleeIdentity: 'eve' });
    back();
    await made.edge.clock.pass(5_000);
    await resuming;
    assert.deepEqual([made.ring.status.get(), made.ring.peer.get()?.identity], ['initiating', 'eve']);
  });

  it('is left alone where the element has left the page meanwhile', async () => {
    const made = interrupted();
    const { promise, open } = gate();
    const read = made.edge.answers.readCall!;
    made.edge.answers.readCall = async (request) => (await promise, read(request));
    const resuming = assert.rejects(made.ring.resume(), code('cancelled'));
    await settled();
    made.session.hostDisconnected();
    await made.edge.clock.pass(0);
    open();
    await resuming;
    assert.deepEqual(
      [made.ring.status.get(), made.edge.link.connects, made.edge.noted],
      ['idle', [], callId],
    );
  });
});

describe('The sources of a call', () => {
  it('are refused before the answer', async () => {
    const made = calling();
    await made.ringing();
    await assert.rejects(made.session.media.setMicrophone(true), code('forbidden'));
  });

  it('are sound alone in an audio call', async () => {
    const made = calling();
    await made.answered();
    for (const refused of [made.session.media.setCamera(true), made.session.media.setScreenShare(true)])
      await assert.rejects(refused, code('wrong_product_type'));
    assert.equal(made.session.allowed('setCamera').get().because, 'wrong_product_type');
  });
});

describe('The seconds of a call', () => {
  it('count from the answer, and stay after the end', async () => {
    const made = calling();
    await made.ringing();
    assert.equal(made.ring.seconds.get(), null);
    made.edge.meets();
    made.edge.happens('accept', 'callee');
    await made.edge.clock.pass(61_500);
    assert.equal(made.ring.seconds.get(), 61);
    await made.ring.end();
    await made.edge.clock.pass(5_000);
    assert.equal(made.ring.seconds.get(), 61);
  });
});

describe('The buttons of a call', () => {
  const because = ({ session }: Made) =>
    ([['startCall', 'ben'], ['acceptCall'], ['rejectCall'], ['endCall']] as const).map(
      ([operation, about]) => session.allowed(operation, about as never).get().because,
    );

  it('call while there is none, and answer while one rings', async () => {
    const made = calling();
    assert.deepEqual(because(made), [null, 'call_ended', 'call_ended', 'call_ended']);
    made.edge.ringsHere();
    await settled();
    assert.deepEqual(because(made), [null, null, null, null]);
    assert.equal(made.session.allowed('startCall', 'eve' as never).get().because, 'busy');
    await made.ring.reject();
    await made.ringing();
    assert.deepEqual(because(made), ['busy', 'call_ended', 'call_ended', null]);
    assert.equal(made.session.allowed('startCall', 'eve' as never).get().because, 'busy');
  });

  it('call nobody without a name, and nobody themselves', async () => {
    const made = calling();
    assert.equal(made.session.allowed('startCall', '' as never).get().because, 'not_found');
    assert.equal(made.session.allowed('startCall', 'not an identity!' as never).get().because, 'not_found');
  });
});

describe('A device that is switched off before the answer of a call', () => {
  it('stays off at the caller', async () => {
    const made = calling('video_call');
    await made.ringing();
    assert.deepEqual(made.open(), ['microphone', 'camera']);
    await made.session.media.setCamera(false);
    assert.deepEqual(made.open(), ['microphone']);
    made.edge.meets();
    made.edge.happens('accept', 'callee');
    await settled();
    assert.deepEqual([made.open(), made.published()], [['microphone'], ['microphone']]);
    await made.session.media.setCamera(true);
    assert.deepEqual(made.published(), ['microphone', 'camera']);
  });

  it('stays off at the callee, who answers just now', async () => {
    const made = calling('video_call');
    made.edge.ringsHere();
    await settled();
    const accepting = made.ring.accept();
    await Promise.all([made.session.media.setCamera(false), made.session.media.setMicrophone(false)]);
    await settled();
    made.edge.meets();
    await accepting;
    assert.deepEqual([made.open(), made.published(), made.errors()], [[], [], []]);
  });

  it('opens in the next call', async () => {
    const made = calling('video_call');
    await made.ringing();
    await made.session.media.setCamera(false);
    await made.ring.end();
    await made.answered();
    assert.deepEqual(made.published(), ['microphone', 'camera']);
  });
});
