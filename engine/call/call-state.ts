import { callRoles, type CallRole } from '../../src/protocol/call/call-roles.ts';
import { isCallType, type WireCall } from '../../src/protocol/call/call.ts';
import { iso } from '../core/clock.ts';
import type { CallRow, DocCall } from '../model/call-row.ts';
import type { RoomDoc } from '../model/room-doc.ts';

/** The call for which a room was made. */
export function docCallOf({ name, call }: RoomDoc): DocCall {
  if (call) return call;
  throw new Error(`'${name}' was made for no call.`);
}

/** The same, as the store keeps it beside the room. */
export function callOf(room: RoomDoc): CallRow {
  const { app, name, type } = room;
  if (isCallType(type)) return { ...docCallOf(room), app, id: name, type };
  throw new Error(`'${name}' is ${type}, and no call.`);
}

/** The role of a party; `undefined` for an outsider. */
export const partyOf = (call: DocCall, identity: string): CallRole | undefined =>
  callRoles.find((role) => call[role] === identity);

const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export const wireCall = (call: CallRow): WireCall => ({
  call_id: call.id,
  type: call.type,
  status: call.status,
  caller: call.caller,
  callee: call.callee,
  reason: call.reason,
  started_at: isoOrNull(call.startedAt),
  expires_at: isoOrNull(call.expires),
  by_device: call.byDevice,
  ...(call.metadata !== undefined && { metadata: call.metadata }),
});
