import type { CallFrame } from '../../src/protocol/call/call-frames.ts';
import { isPending } from '../../src/protocol/call/call-status.ts';
import { callRoles } from '../../src/protocol/call/call-roles.ts';
import type { Bus } from '../core/bus.ts';
import type { CallRow } from '../model/call-row.ts';
import type { Committed } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { callOf, wireCall } from './call-state.ts';

/** A device that misses a frame reads the call. */
const tell = (bus: Bus, { app }: CallRow, identity: string, frame: CallFrame): void =>
  bus.publish({ app, identity, channel: 'devices' }, { frame: JSON.stringify(frame) });

function incoming(call: CallRow, caller: { name: string; avatar: string | null }): CallFrame {
  const { call_id, type, caller: identity, expires_at, metadata } = wireCall(call);
  return {
    t: 'call.incoming',
    d: {
      call_id,
      type,
      caller: identity,
      caller_name: caller.name,
      caller_avatar: caller.avatar,
      expires_at,
      ...(metadata !== undefined && { metadata }),
    },
  };
}

/** Rings at the devices of the callee. */
export const ring = (bus: Bus, call: CallRow, caller: { name: string; avatar: string | null }): void =>
  tell(bus, call, call.callee, incoming(call, caller));

/** The call that rings at a person, for a device that connects while the call rings. */
export async function ringingAt(
  tx: StoreQueries,
  { app, identity }: { app: string; identity: string },
): Promise<CallFrame | null> {
  const call = await tx.findCallOf(app, identity);
  if (call?.callee !== identity || !isPending(call.status)) return null;
  const [caller] = await tx.findPeople({ app, name: call.id }, [call.caller]);
  return caller ? incoming(call, caller) : null;
}

/** Tells both parties of the change of a call by a commit. */
export function tellChange(bus: Bus, { before, after }: Committed): void {
  if (!after?.room.call || after.room.call === before.room.call) return;
  const call = callOf(after.room);
  const { call_id, status, reason, by_device } = wireCall(call);
  for (const role of callRoles)
    tell(bus, call, call[role], { t: 'call.update', d: { call_id, status, reason, by_device } });
}
