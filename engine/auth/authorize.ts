import { byServer, hasOperation, mayActOn, mayDo, type Operation } from '../../src/protocol/policy.ts';
import type { Role } from '../../src/protocol/role.ts';
import { Refusal } from '../core/refusal.ts';
import type { BanRow } from '../model/ban-row.ts';
import type { Product, Products } from '../model/product.ts';
import { newRoom, type PersonRow, type RoomState } from '../model/room-doc.ts';
import type { SessionEnd } from '../model/session-row.ts';
import { readRoomState } from '../room/room-state.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { serverIdentity, type Caller } from './authenticate.ts';
import type { Bearer } from './tokens.ts';

/** A caller in a room, with what the command has read of it. */
export interface Actor {
  readonly state: RoomState;
  readonly product: Product;
  readonly me: PersonRow;
  readonly role: Role;
  /** The caller is the app's own backend, which is in no room. */
  readonly server: boolean;
}

/** The refusal of an ended session. */
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
async function participantActor(
  tx: StoreQueries,
  products: Products,
  bearer: Bearer,
  room: string,
  named: readonly string[],
  now: number,
): Promise<Actor> {
  const doing = `Could not go on in '${room}'`;
  const session = bearer.room === room ? await tx.findSession(bearer) : null;
  if (!session) throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  if (session.ended) {
    await refuseBanned(tx, bearer, room, now);
    const [code, happened] = endings[session.ended];
    throw new Refusal(code, `${doing}: ${happened}`);
  }
  const state = await readRoomState(tx, products, bearer.app, room, [bearer.identity, ...named]);
  if (!state || state.room.epoch !== session.epoch)
    throw new Refusal('room_closed', `${doing}: ${endings.room_closed[1]}`);
  const me = state.people.get(bearer.identity);
  if (!me || me.sessionId !== bearer.sessionId)
    throw new Refusal('not_joined', `${doing}: you are not in it. Join first.`);
  const product = products[state.room.type];
  return { state, product, me, role: product.roleOf(state.room, me.identity), server: false };
}

const backend: PersonRow = {
  identity: serverIdentity,
  name: '',
  avatar: null,
  attributes: {},
  sessionId: 'server',
  joinedAt: 0,
  presence: 'expected',
  deadline: null,
};

/** Operations that need no open room: bans outlive rooms, and invite links are made before a room opens. */
const withoutRoom: ReadonlySet<Operation> = new Set(['ban', 'unban', 'readBans', 'invite']);

async function serverActor(
  tx: StoreQueries,
  products: Products,
  { app, room: name }: Bearer,
  named: readonly string[],
  operation: Operation,
): Promise<Actor> {
  const found = await readRoomState(tx, products, app, name, named);
  if (!found && !withoutRoom.has(operation))
    throw new Refusal('room_closed', `There is no open room '${name}'. Check its name.`);
  const room = newRoom({ app, name, epoch: 0, type: 'audio_room', livekitRoom: '' });
  const state = found ?? { room, people: new Map(), absent: new Map() };
  return { state, product: products[state.room.type], me: backend, role: 'host', server: true };
}

/** @param named people whom the command names beside the caller */
export const actorOf = (
  tx: StoreQueries,
  products: Products,
  { bearer, server }: Caller,
  {
    room,
    named = [],
    operation,
    now,
  }: { room: string; named?: readonly string[]; operation: Operation; now: number },
): Promise<Actor> =>
  server
    ? serverActor(tx, products, bearer, named, operation)
    : participantActor(tx, products, bearer, room, named, now);

/** Refuses a participant whose session a ban has ended, while the ban lasts. @throws {Refusal} `banned` */
export async function refuseBanned(
  tx: StoreQueries,
  bearer: Bearer,
  room: string,
  now: number,
): Promise<void> {
  const session = bearer.room === room ? await tx.findSession(bearer) : null;
  if (session?.ended !== 'banned') return;
  const ban = await tx.findBan(bearer.app, room, bearer.identity, now);
  if (ban) throw bannedRefusal(room, ban, true);
}

/** The refusal of a banned person: with reason and end only where the identity is proven. */
export const bannedRefusal = (room: string, { reason, until }: BanRow, proven: boolean): Refusal =>
  new Refusal(
    'banned',
    `Could not join '${room}': you are banned from it. Ask a host to lift the ban.`,
    proven ? { reason, until } : {},
  );

/** @param target another participant on whom the operation acts. @throws {Refusal} by the policy table */
export function authorize(
  { state, product, me, role, server }: Actor,
  operation: Operation,
  target: string | null = null,
): void {
  const { room } = state;
  const doing = `Could not do '${operation}' in '${room.name}'`;
  if (server) {
    if (!byServer.has(operation))
      throw new Refusal(
        'forbidden',
        `${doing}: it takes a person. A server secret is for moderation and data.`,
      );
    if (hasOperation(room.type, operation)) return;
    throw new Refusal('wrong_product_type', `${doing}: this is ${room.type}. Ban a party instead.`);
  }
  const mine = mayDo(room.type, operation, role);
  if (mine !== 'yes') throw new Refusal(mine, `${doing}: a ${role} may not. Ask the host.`);
  if (target === null || target === me.identity) return;
  const theirs = mayActOn(operation, role, product.roleOf(room, target));
  if (theirs !== 'yes')
    throw new Refusal(theirs, `${doing}: that person is protected from it. Ask the host.`);
}
