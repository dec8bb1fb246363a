import type { CallRole } from '../../../src/protocol/call/call-roles.ts';
import type { CallType } from '../../../src/protocol/call/call.ts';
import { phone } from '../engine/phones.ts';
import { startEngine } from '../journey/engine.ts';

/**
 * A call of two parties who talk, and a second call of theirs that rings: a party calls rooms by the bearer of the first
 * call, and calls by a bearer without a room.
 */
export async function policyCall(type: CallType) {
  const world = await startEngine();
  const [caller, callee] = [await phone(world, 'caller'), await phone(world, 'callee')];
  const { json } = await caller.start('callee', { type });
  const room: string = json.call_id;
  const bearers: Record<CallRole, string> = {
    caller: json.user_token,
    callee: (await callee.accept(room)).json.user_token,
  };
  const as =
    (role: CallRole) =>
    async (method: string, path: string, body: object = {}) =>
      path.includes('/calls/')
        ? world.call(method, `/rooms/x${path}`, {
            bearer: await { caller, callee }[role].signed(),
            body,
          })
        : world.call(method, `/rooms/${room}${path}`, { bearer: bearers[role], body });
  return {
    room,
    as,
    /** The id of a call that rings, in place of the first. */
    async ringing(): Promise<string> {
      await caller.act(room, 'end');
      return (await caller.start('callee', { type })).json.call_id;
    },
    /** The id of a message by a party. */
    written: async (role: CallRole): Promise<string> =>
      (await as(role)('POST', '/chat', { text: 'Hello', message_id: `message-of-${role}-here` })).json.id,
  };
}
