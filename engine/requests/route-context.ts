import type { GenericSchema, InferOutput } from 'valibot';
import type { Exit } from '../../src/protocol/exit.ts';
import type { EndpointName, Endpoints } from '../../src/protocol/rest/endpoints.ts';
import type { Actor } from '../auth/authorize.ts';
import { Refusal } from '../core/refusal.ts';
import type { Products } from '../model/product.ts';
import type { RoomState } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import type { RoomChange } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';

type BodyOf<N extends EndpointName> = Endpoints[N] extends { body: infer S extends GenericSchema }
  ? InferOutput<S>
  : undefined;

/** The input of a route of a room: parsed, authenticated, and allowed by the policy table. */
export interface RoomContext<N extends EndpointName> {
  readonly actor: Actor;
  readonly body: BodyOf<N>;
  /** Parameters of the path, as they came. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly now: number;
  readonly products: Products;
  readonly tx: StoreQueries;
  /** Writes a change, and answers the room as it is then. */
  commit(change: RoomChange): Promise<RoomState>;
  /** Removes a person from the room, or, for the whole app, from every room, and tells the reason. */
  remove(identity: string, exit: Omit<Exit, 'session_id'>, reason?: string | null): Promise<void>;
  /** Takes the caller out of the room. */
  leave(): Promise<void>;
  /** Ends the room for all participants. */
  close(): Promise<void>;
}

/** A route of a room. Its body is one transaction; the route of a `GET` reads only. */
export type RoomRoute<N extends EndpointName> = (
  context: RoomContext<N>,
) => Promise<object | undefined | void>;

/** The endpoints of rooms. (`invite` signs, and writes nothing.) */
export type RoomRouteName = {
  [N in EndpointName]: N extends 'invite'
    ? never
    : Endpoints[N] extends { operation: string; path: `/rooms/${string}` }
      ? N
      : never;
}[EndpointName];

export type RoomRoutes = { readonly [N in RoomRouteName]: RoomRoute<N> };

type Writing = Pick<RoomContext<RoomRouteName>, 'actor' | 'commit'>;

/** Writes a ruling, and answers the room as it is then. @throws {Refusal} that the rule returned */
export async function carryOut({ actor, commit }: Writing, ruling: Ruling): Promise<RoomState> {
  if (ruling instanceof Refusal) throw ruling;
  const { room, people = [], messages = [] } = ruling;
  if (room === actor.state.room && !people.length) return actor.state;
  return commit({ room, people, messages });
}

/** Writes a ruling, and answers what it says. @throws {Refusal} that the rule returned */
export async function carryOutAndAnswer(context: Writing, ruling: Ruling): Promise<object | undefined> {
  await carryOut(context, ruling);
  return 'answer' in ruling ? ruling.answer : undefined;
}
