import { CallController } from '../../../src/controllers/call-controller.ts';
import { UTDStreamError } from '../../../src/errors/errors.ts';
import type { CallSignal } from '../../../src/model/call.ts';
import type { CallOptions } from '../../../src/model/options.ts';
import type { IncomingCall, SignalState } from '../../../src/model/signalling.ts';
import type { Source } from '../../../src/platform/transport.ts';
import type { CallFrame } from '../../../src/protocol/call/call-frames.ts';
import type { CallRole } from '../../../src/protocol/call/call-roles.ts';
import {
  transitionOf,
  type CallAct,
  type CallTransition,
} from '../../../src/protocol/call/call-transitions.ts';
import type { CallType, WireCall } from '../../../src/protocol/call/call.ts';
import { StateSignal } from '../../../src/reactive/state-signal.ts';
import { settled } from './fake-clock.ts';
import { FakePlatform } from './fake-platform.ts';
import { person } from './fake-transport.ts';
import { record } from './record.ts';

const sources = ['microphone', 'camera', 'screen_share'] as const satisfies readonly Source[];
export const callId = `call_${'1'.repeat(32)}`;
const startedAt = '2026-01-01T12:00:00.000Z';

/** The signalling connection of `me`, which says what the test says. */
export class FakeSignal implements CallSignal {
  readonly state = new StateSignal<SignalState>('connected');
  readonly identity = new StateSignal<string | null>('me');
  readonly incoming = new StateSignal<IncomingCall | null>(null);
  readonly listeners = new Set<(frame: CallFrame) => void>();

  onCall(listener: (frame: CallFrame) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  send(frame: CallFrame): void {
    for (const listener of this.listeners) listener(frame);
  }
}

/** Calls of `me` with ben, and the engine's part in them. A change is one `rev` further, and `tell` tells it. */
export class CallPlatform extends FakePlatform {
  readonly signal = new FakeSignal();
  call: WireCall | undefined;
  /** The side of `me`. */
  side: CallRole = 'caller';
  type: CallType = 'audio_call';
  /** The time of the engine in the mint's answer. */
  serverTime = startedAt;

  constructor() {
    super();
    const act = (act: CallAct) => () => this.acts(act, this.side);
    Object.assign(this.answers, {
      signIn: () => ({ user_token: 'person', expires_in: 900, identity: this.me }),
      mint: () => this.joined(),
      readRoom: () => this.room(),
      readCall: () => this.answer(),
      startCall: ({ body }: { body: { callee_identity: string; type: CallType } }) => {
        this.begins('caller', body.callee_identity, body.type);
        return this.joined();
      },
      acceptCall: () => {
        this.acts('accept', 'callee');
        return this.joined();
      },
      ringCall: act('ringing'),
      rejectCall: act('reject'),
      endCall: act('end'),
    });
  }

  /** A call begins: by `me` to somebody, or by somebody to `me`. */
  begins(side: CallRole, other = 'ben', type = this.type): WireCall {
    this.side = side;
    const [caller, callee] = side === 'caller' ? [this.me, other] : [other, this.me];
    const nothing = { reason: null, started_at: null, by_device: null };
    this.call = {
      ...nothing,
      call_id: callId,
      type,
      status: 'initiating',
      caller,
      callee,
      expires_at: '2026-01-01T12:00:30.000Z',
    };
    return this.call;
  }

  /** The engine rules by the table: a late act is refused, an end that was done before is not. */
  acts(act: CallAct, by: CallTransition['by'][number]) {
    const call = this.call!;
    const transition = transitionOf(call.status, act, by);
    if (!transition) {
      if (act === 'end' || act === 'ringing') return this.answer();
      throw new UTDStreamError(call.status === 'active' ? 'answered_elsewhere' : 'call_ended', act);
    }
    const { to: status, reason } = transition;
    this.rev++;
    this.call = { ...call, status, reason, ...(status === 'active' && { started_at: startedAt }) };
    return this.answer();
  }

  answer = () => ({ ...this.call!, server_time: this.serverTime });

  room() {
    return {
      ...this.snapshot(),
      room: callId,
      type: this.call!.type,
      seats: undefined,
      call: this.call,
      server_time: this.serverTime,
    };
  }

  joined() {
    return {
      token: 'media',
      url: 'ws://127.0.0.1:7880',
      room_name: callId,
      user_token: 'bearer',
      identity: this.me,
      role: this.side,
      expires_in: 900,
      features: ['call', 'chat', 'data'],
      room: this.room(),
      ...this.call,
      device: 'this-device',
    };
  }

  /** The party or the engine acts, and the room is told. */
  happens(act: CallAct, by: CallTransition['by'][number]): void {
    this.acts(act, by);
    this.tell();
  }

  tell(): void {
    this.link.push({ type: '_call_update', epoch: 1, rev: this.rev, call: this.call });
  }

  /** Both parties are in the room, with every permission. */
  meets(): void {
    this.link.show(person('me', { role: this.side }), person('ben'));
    for (const source of sources) this.link.grant(true, source);
  }

  /** Rings at the devices of `me`, as the signalling plane tells it. */
  ringsHere(): void {
    const { call_id, type, caller, expires_at = null } = this.begins('callee');
    this.signal.send({
      t: 'call.incoming',
      d: { call_id, type, caller, expires_at, caller_name: 'Ben', caller_avatar: null },
    });
  }

  /** The same, of a change. */
  signals(): void {
    const { call_id, status, reason, by_device } = this.call!;
    this.signal.send({ t: 'call.update', d: { call_id, status, reason, by_device } });
  }
}

/** A device of `me` that is idle and listens. */
export function calling(
  type: CallType = 'audio_call',
  more: object = {},
  edge = new CallPlatform(),
  options: CallOptions | (() => CallOptions) = {
    appId: '1234567890',
    identity: 'me',
    type,
    signal: edge.signal,
    ...more,
  },
) {
  edge.type = type;
  const session = new CallController(null, options, edge);
  const { ring } = session;
  edge.link.all = [person('me', { role: 'caller' })];
  const told = record(session);
  const open = () =>
    edge.tracks.filter(({ readyState }) => readyState === 'live').map(({ source }) => source);
  const published = () =>
    edge.link.published.filter(({ ended, muted }) => !ended && !muted).map(({ source }) => source);
  const calls = () => edge.calls.map(({ name }) => name).filter((name) => name !== 'readRoom');
  const errors = () => told.flatMap(([event, detail]) => (event === 'error' ? [detail.code] : []));
  /** Every status that was told. */
  const statuses = () => told.flatMap(([event, detail]) => (event === 'callStatusChanged' ? [detail] : []));
  const state = () => [ring.status.get(), ring.reason.get()];
  return {
    edge,
    session,
    ring,
    told,
    open,
    published,
    calls,
    errors,
    statuses,
    state,
    /** `me` calls ben, at whose devices it rings. */
    async ringing() {
      await ring.start({ calleeIdentity: 'ben' });
      edge.happens('ringing', 'callee');
      await settled();
    },
    /** And ben answers. */
    async answered() {
      await ring.start({ calleeIdentity: 'ben' });
      edge.meets();
      edge.happens('accept', 'callee');
      await settled();
    },
    /** Ben calls, and `me` answers. */
    async answers() {
      edge.ringsHere();
      await settled();
      await this.answersRinging();
    },
    /** And `me` answers the call that rings. */
    async answersRinging() {
      const accepting = ring.accept();
      await settled();
      edge.meets();
      await accepting;
    },
  };
}
