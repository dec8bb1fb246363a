import { byServer, mayActOn, mayDo, type Operation } from '../../src/protocol/policy.ts';
import type { Role } from '../../src/protocol/role.ts';
import type { BanRow } from '../model/ban-row.ts';
import { Refusal } from '../core/refusal.ts';
import { roleOf, type PersonRow } from '../model/room-doc.ts';
import type { RoomState, SessionEnd, Store } from '../store/store.ts';
import type { Bearer } from './tokens.ts';

/** Somebody who is in the room, with what they may see of it. */
export interface Actor extends RoomState {
  readonly me: PersonRow;
  readonly role: Role;
  /** The customer's own backend, which is in no room. */
  readonly server?: true;
}

/** What an ended session is told. */
const endings: Record<
  SessionEnd,
  readonly [code: 'not_joined' | 'kicked' | 'signed_in_elsewhere' | 'room_closed', happened: string]
> = {
  left: ['not_joined', 'you have left it. Join first.'],
  banned: ['not_joined', 'you were banned from it, and are no more. Join again.'],
  kicked: ['kicked', 'you were removed from it. Try again in half a minute.'],
  signed_in_elsewhere: ['signed_in_elsewhere', 'you joined in another place. Join here again to come back.'],
  room_closed: ['room_closed', 'it is closed. Join again to open it anew.'],
};

/** The checks between the credential and the rule, in their order: the first failure decides the code. */
export function actor(store: Store, bearer: Bearer, room: string, now: number): Actor {
  const doing = `Could not go on in '${room}'`;
  const session = bearer.room === room ? store.session(bearer) : null;
  if (!session) throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  if (session.ended) {
    refuseBanned(store, bearer, room, now);
    const [code, happened] = endings[session.ended];
    throw new Refusal(code, `${doing}: ${happened}`);
  }
  const state = store.room(bearer.app, room);
  if (!state || state.room.epoch !== session.epoch)
    throw new Refusal('room_closed', `${doing}: ${endings.room_closed[1]}`);
  const me = state.people.get(bearer.identity);
  if (!me || me.sessionId !== bearer.sessionId)
    throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  return { ...state, me, role: roleOf(state.room, me.identity) };
}

/** Whose session a ban has ended, and who is banned still, is told so and nothing else. @throws {Refusal} `banned` */
export function refuseBanned(store: Store, bearer: Bearer, room: string, now: number): void {
  const session = bearer.room === room ? store.session(bearer) : null;
  const ban = session?.ended === 'banned' && store.banOf(bearer.app, room, bearer.identity, now);
  if (ban) throw bannedRefusal(room, ban, true);
}

/** Told to whoever is kept out; what for and until when only where it is proven who asks. */
export const bannedRefusal = (room: string, { reason, until }: BanRow, proven: boolean): Refusal =>
  new Refusal(
    'banned',
    `Could not join '${room}': you are banned from it. Ask a host to lift the ban.`,
    proven ? { reason, until } : {},
  );

/** @param target whom it acts on, where that is somebody else */
export function may(
  { room, me, role, server }: Actor,
  operation: Operation,
  target: string | null = null,
): void {
  const doing = `Could not do '${operation}' in '${room.name}'`;
  if (server) {
    if (byServer.has(operation)) return;
    throw new Refusal(
      'forbidden',
      `${doing}: it takes a person. A server secret is for moderation and data.`,
    );
  }
  const mine = mayDo(operation, role);
  if (mine !== 'yes') throw new Refusal(mine, `${doing}: a ${role} may not. Ask the host.`);
  if (target === null || target === me.identity) return;
  const theirs = mayActOn(operation, role, roleOf(room, target));
  if (theirs !== 'yes')
    throw new Refusal(theirs, `${doing}: that person is protected from it. Ask the host.`);
}
