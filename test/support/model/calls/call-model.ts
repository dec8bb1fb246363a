/** The rules of calls between two people, written a second time: without a store, without the wire, and without a table. */

export const people = ['anna', 'ben'] as const;
export type Person = (typeof people)[number];

export interface Device {
  readonly person: Person;
  readonly name: string;
}

export const devices: readonly Device[] = people.flatMap((person) =>
  ['phone', 'desk'].map((name) => ({ person, name })),
);

/** A party in the room of a call, as the media server shows it. */
interface Party {
  readonly device: string;
  readonly presence: 'expected' | 'here' | 'missed';
  readonly deadline: number | null;
}

export interface ModelCall {
  /** Known from the first answer that names the call. */
  readonly id: string | null;
  readonly caller: Person;
  readonly status: string;
  readonly reason: string | null;
  readonly answeredBy: string | null;
  readonly expires: number;
  readonly parties: { readonly [P in Person]?: Party };
}

export type Deed = 'start' | 'ringing' | 'accept' | 'reject' | 'busy' | 'end';

export interface Op {
  readonly device: Device;
  readonly deed: Deed;
  /** The index of the call; -1 for a start. */
  readonly call: number;
  /** The same request again, because its answer was lost. */
  readonly again: boolean;
}

/** The status of an accepted act, or the code of a refusal; for a start and an answer also the index of the call. */
export interface Outcome {
  readonly said: string;
  readonly call?: number;
}

const minute = 60_000;
const [grace, arrival, ring, cap] = [10_000, 15_000, 30_000, 3_600_000];

export const waits = ({ status }: ModelCall) => status === 'initiating' || status === 'ringing';
export const isOpen = (call: ModelCall) => waits(call) || call.status === 'active';

const over = (call: ModelCall, status: string, reason: string | null): ModelCall => ({
  ...call,
  status,
  reason,
});

const entered = (call: ModelCall, { person, name }: Device, now: number): ModelCall => {
  const presence = call.parties[person]?.presence ?? 'expected';
  const patience = waits(call) ? arrival : minute;
  const party: Party = { device: name, presence, deadline: presence === 'here' ? null : now + patience };
  return { ...call, parties: { ...call.parties, [person]: party } };
};

function answered(call: ModelCall, device: Device, now: number): ModelCall {
  const caller = call.parties[call.caller]!;
  const patient = caller.deadline === null ? caller : { ...caller, deadline: now + minute };
  const active = {
    ...call,
    status: 'active',
    reason: 'answered_elsewhere',
    answeredBy: device.name,
    expires: now + cap,
    parties: { ...call.parties, [call.caller]: patient },
  };
  return entered(active, device, now);
}

export type Step = readonly [calls: readonly ModelCall[], outcome: Outcome];

const replaced = (calls: readonly ModelCall[], index: number, call: ModelCall) => calls.with(index, call);

/** Everything that an act may lead to. @param before the outcome of the first request, where this one repeats it */
export function step(calls: readonly ModelCall[], op: Op, now: number, before: Outcome | null): Step[] {
  if (op.deed === 'start') return start(calls, op, now, before);
  if (before && op.deed !== 'accept') return [[calls, before]];
  const call = calls[op.call]!;
  const [next, said] = act(call, op, now);
  return [[next === call ? calls : replaced(calls, op.call, next), { said }]];
}

function start(calls: readonly ModelCall[], { device }: Op, now: number, before: Outcome | null): Step[] {
  const index = calls.length - 1;
  const last = calls[index];
  if (before && before.call !== undefined) {
    const call = calls[before.call]!;
    return isOpen(call)
      ? [[replaced(calls, before.call, entered(call, device, now)), before]]
      : [[calls, { said: 'call_ended', call: before.call }]];
  }
  if (before) return [[calls, before]];
  const fresh: ModelCall = {
    id: null,
    caller: device.person,
    status: 'initiating',
    reason: null,
    answeredBy: null,
    expires: now + ring,
    parties: {},
  };
  const on = last?.parties[device.person]?.device === device.name;
  if (!last || !isOpen(last))
    return [
      [[...calls, entered(fresh, device, now)], { said: 'ok', call: calls.length }],
      // The call of this device was there when the start began, and is over by now.
      ...(on ? [[calls, { said: 'call_ended', call: index }] as const] : []),
    ];
  if (on) return [[replaced(calls, index, entered(last, device, now)), { said: 'ok', call: index }]];
  if (waits(last) && last.caller !== device.person)
    return [[replaced(calls, index, answered(last, device, now)), { said: 'ok', call: index }]];
  return [[calls, { said: 'busy' }]];
}

function act(call: ModelCall, { device, deed }: Op, now: number): readonly [ModelCall, string] {
  const { status } = call;
  const byCaller = device.person === call.caller;
  const to = (next: string, reason: string | null) => [over(call, next, reason), next] as const;
  if (deed === 'end') {
    if (!isOpen(call)) return [call, status];
    if (!waits(call)) return to('ended', 'hung_up');
    return byCaller ? to('cancelled', 'hung_up') : to('rejected', 'rejected');
  }
  if (byCaller) return [call, 'forbidden_role'];
  if (waits(call)) {
    if (deed === 'accept') return [answered(call, device, now), 'active'];
    if (deed === 'ringing') return to('ringing', null);
    return deed === 'reject' ? to('rejected', 'rejected') : to('busy', 'busy');
  }
  if (status === 'active') {
    if (deed === 'accept' && call.answeredBy === device.name) return [entered(call, device, now), 'active'];
    return [call, 'answered_elsewhere'];
  }
  const done = { reject: 'rejected', busy: 'busy', ringing: '', accept: '', start: '' }[deed];
  return [call, done === status ? status : 'call_ended'];
}

/** The connection of a party comes or goes. */
export function linked(call: ModelCall, person: Person, here: boolean, now: number): ModelCall {
  const party = call.parties[person];
  if (!party || !isOpen(call) || (party.presence === 'here') === here) return call;
  const next: Party = here
    ? { ...party, presence: 'here', deadline: null }
    : { ...party, presence: 'missed', deadline: now + (waits(call) ? grace : minute) };
  return { ...call, parties: { ...call.parties, [person]: next } };
}

/** Time passes in which nobody acts. */
export function passed(call: ModelCall, until: number): ModelCall {
  if (!isOpen(call)) return call;
  const deadlines = people.flatMap((person) => call.parties[person]?.deadline ?? []);
  const lost = Math.min(...deadlines, Infinity);
  if (Math.min(lost, call.expires) > until) return call;
  if (lost <= call.expires) return over(call, waits(call) ? 'cancelled' : 'ended', 'connection_lost');
  return waits(call) ? over(call, 'missed', 'no_answer') : over(call, 'ended', 'time_limit');
}
