import type { InferOutput, GenericSchema } from 'valibot';
import type { EndpointName, Endpoints } from '../../src/protocol/rest/endpoints.ts';
import type { Exit } from '../../src/protocol/exit.ts';
import type { Actor } from '../auth/authorize.ts';
import type { Next } from '../room/commit.ts';
import type { RoomState, Store } from '../store/store.ts';

type BodyOf<N extends EndpointName> = Endpoints[N] extends { body: infer S extends GenericSchema }
  ? InferOutput<S>
  : undefined;

/** What a route of a room gets: parsed, proven, and allowed by the policy table. */
export interface RoomContext<N extends EndpointName> {
  readonly actor: Actor;
  readonly body: BodyOf<N>;
  /** Parameters of the path, as they came. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly now: number;
  /** Writes, and gives the room as it is then. */
  commit(next: Next): RoomState;
  readonly store: Store;
  /** Puts somebody out of the room, or with the whole project as place out of every room, and tells them why. */
  putOut(identity: string, exit: Omit<Exit, 'session_id'>, reason?: string | null): void;
  /** Takes me out of the room. */
  leave(): void;
  /** Ends the room for everybody. */
  close(): void;
}

/** Routes of rooms: synchronous, because each is one transaction. (`invite` signs, and writes nothing.) */
export type RoomRoutes = {
  readonly [N in Exclude<EndpointName, 'invite'> as Endpoints[N] extends { operation: string } ? N : never]: (
    context: RoomContext<N>,
  ) => unknown;
};
