import { mayActOn, mayDo, type Operation } from '../src/protocol/policy.ts';
import { Refusal } from './refusal.ts';
import { roleOf, type PersonRow } from './room-doc.ts';
import type { RoomState, SessionEnd, Store } from './store/store.ts';
import type { Bearer } from './tokens.ts';

/** Somebody who is in the room, with what they may see of it. */
export interface Actor extends RoomState {
  readonly me: PersonRow;
}

/** What an ended session is told. */
const endings: Record<
  SessionEnd,
  readonly [code: 'not_joined' | 'kicked' | 'signed_in_elsewhere' | 'room_closed', happened: string]
> = {
  left: ['not_joined', 'you have left it. Join first.'],
  kicked: ['kicked', 'you were removed from it. Try again in half a minute.'],
  signed_in_elsewhere: ['signed_in_elsewhere', 'you joined in another place. Join here again to come back.'],
  room_closed: ['room_closed', 'it is closed. Join again to open it anew.'],
};

/** The checks between the credential and the rule, in their order: the first failure decides the code. */
export function actor(store: Store, bearer: Bearer, room: string): Actor {
  const doing = `Could not go on in '${room}'`;
  const session = bearer.room === room ? store.session(bearer) : null;
  if (!session) throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  if (session.ended) {
    const [code, happened] = endings[session.ended];
    throw new Refusal(code, `${doing}: ${happened}`);
  }
  const state = store.room(bearer.app, room);
  if (!state || state.room.epoch !== session.epoch)
    throw new Refusal('room_closed', `${doing}: ${endings.room_closed[1]}`);
  const me = state.people.get(bearer.identity);
  if (!me || me.sessionId !== bearer.sessionId)
    throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  return { ...state, me };
}

/** @param target whom it acts on, where that is somebody else */
export function may({ room, me }: Actor, operation: Operation, target: string | null = null): void {
  const role = roleOf(room, me.identity);
  const doing = `Could not do '${operation}' in '${room.name}'`;
  const mine = mayDo(operation, role);
  if (mine !== 'yes') throw new Refusal(mine, `${doing}: a ${role} may not. Ask the host.`);
  if (target === null || target === me.identity) return;
  const theirs = mayActOn(operation, role, roleOf(room, target));
  if (theirs !== 'yes')
    throw new Refusal(theirs, `${doing}: that person is protected from it. Ask the host.`);
}
