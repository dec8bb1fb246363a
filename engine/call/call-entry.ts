import { createHash } from 'node:crypto';
import type { CallRole } from '../../src/protocol/call/call-roles.ts';
import { mayDo, type Operation } from '../../src/protocol/policy.ts';
import type { Subject } from '../auth/tokens.ts';
import { tooOften } from '../auth/rate-limits.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import type { Guest, MintBody } from '../join/admit.ts';
import { credentials } from '../join/mint.ts';
import type { CallRow, DocCall } from '../model/call-row.ts';
import type { RoomState } from '../model/room-doc.ts';
import type { RoomTransaction } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import type { CallDeps } from './call-deps.ts';
import { callOf, docCallOf, partyOf, wireCall } from './call-state.ts';

/** A device with a call to make or to answer. */
export interface Device {
  readonly app: App;
  readonly person: Subject;
  /** Secret: others know the device by `deviceOf`. */
  readonly sessionId: string;
  /** The address of the signalling sockets. */
  readonly wsUrl: string;
  /** Seconds that the person has to wait; 0 for none. */
  readonly wait: number;
}

/** The public name of a device, by which nobody finds out its session. */
export const deviceOf = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('base64url').slice(0, 22);

export const guestOf = ({ identity, name = identity, avatar = null }: Subject): Guest => ({
  identity,
  name,
  avatar,
  attributes: {},
  proven: true,
  mayOwn: false,
  link: null,
});

export const mintBodyOf = ({ id, type }: CallRow, sessionId: string): MintBody => ({
  room_name: id,
  type,
  session_id: sessionId,
  takeover: true,
});

/** The refusal of an outsider, which does not say whether there is such a call. */
export const noCall = (id: string): Refusal =>
  new Refusal('not_found', `There is no call '${id}' of yours. Check its id.`);

/** A call, and the role of a party of it. @throws {Refusal} `not_found` for outsiders */
export async function findCall(
  tx: StoreQueries,
  { app, identity }: { app: string; identity: string },
  id: string,
): Promise<{ row: CallRow; role: CallRole }> {
  const row = await tx.findCall(app, id);
  const role = row && partyOf(row, identity);
  if (row && role) return { row, role };
  throw noCall(id);
}

/** The same in a transaction that changes the call, with the room while the call is not over. */
export async function openCall(
  transaction: RoomTransaction,
  party: { app: string; identity: string },
  id: string,
): Promise<{ row: CallRow; role: CallRole; state: RoomState | null; call: DocCall }> {
  const { row, role } = await findCall(transaction.tx, party, id);
  const state = await transaction.state(party.app, id);
  return { row, role, state, call: state ? docCallOf(state.room) : row };
}

/** @throws {Refusal} by the policy table, and where the person has to wait */
export function authorizeParty(row: CallRow, role: CallRole, operation: Operation, wait: number): void {
  const may = mayDo(row.type, operation, role);
  if (may !== 'yes')
    throw new Refusal(
      may,
      `Could not do '${operation}' in the call: a ${role} may not. End the call instead.`,
    );
  if (wait) throw tooOften('go on', wait);
}

/** The answer of REST. */
export const callAnswer = (row: CallRow, call: DocCall = row) => wireCall({ ...row, ...call });

/** The answer to the device that has entered the room of the call. */
export async function joinedAnswer(
  deps: CallDeps,
  { app, person, sessionId, wsUrl }: Device,
  entry: Parameters<typeof credentials>[2],
) {
  return {
    ...(await credentials(deps, app, entry, guestOf(person), wsUrl)),
    ...wireCall(callOf(entry.state.room)),
    device: deviceOf(sessionId),
  };
}
