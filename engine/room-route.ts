import type { Context } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import { times } from '../src/protocol/constants.ts';
import { limitOf } from '../src/protocol/limits.ts';
import type { Endpoint } from '../src/protocol/rest/endpoint.ts';
import { endpoints } from '../src/protocol/rest/endpoints.ts';
import { parseBody } from './body.ts';
import { appOf, callerAddress } from './callers.ts';
import { bearerOf } from './credential.ts';
import type { Engine } from './engine.ts';
import { once, scopeOf } from './idempotency.ts';
import { actor, may, type Actor } from './may.ts';
import { tooOften } from './limits.ts';
import type { RoomContext, RoomRoutes } from './routes/context.ts';
import { roomRoutes } from './routes/rooms.ts';
import { seatRoutes } from './routes/seats.ts';
import type { Bearer } from './tokens.ts';

const routes: RoomRoutes = { ...roomRoutes, ...seatRoutes };

export type RoomRouteName = keyof RoomRoutes;

interface Call {
  readonly name: RoomRouteName;
  readonly context: Context;
  readonly bearer: Bearer;
  readonly body: unknown;
  /** Seconds that this person has to wait; 0 where they need not. */
  readonly wait: number;
}

/** A call of somebody in a room: the checks in their order, then the route, all in one transaction. */
export async function roomRoute(engine: Engine, name: RoomRouteName, context: Context): Promise<Response> {
  const endpoint: Endpoint = endpoints[name];
  const text = await context.req.text();
  const body = parseBody(endpoint, text);
  const bearer = await engine.limits.guessing(callerAddress(engine, context), 'go on', () =>
    engine.tokens.readBearer(bearerOf(context)),
  );
  appOf(engine, context, bearer.app);
  const scope = scopeOf(context, bearer);
  const who = `${bearer.app} ${bearer.identity}`;
  const wait =
    endpoint.method === 'GET' ? 0 : await engine.limits.wait(limitOf(endpoints[name].operation), who);
  const now = engine.clock.now();
  const work = () =>
    once(engine.store, scope, text, now, () => run(engine, { name, context, bearer, body, wait }));
  // A read waits for nobody's write.
  const answer = endpoint.method === 'GET' ? work() : engine.rooms.transact(work);
  if (endpoint.method !== 'GET') engine.people.arm();
  // A person reads when their link is up: that is when they have certainly arrived.
  if (name === 'readRoom' && now - bearer.mintedAt < times.mediaToken + times.connect)
    arrived(engine, bearer);
  return context.newResponse(answer.status === 204 ? null : answer.body, answer.status as StatusCode, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
}

function arrived({ store, reconciler }: Engine, { app, room }: Bearer): void {
  const state = store.room(app, room);
  if (state) void reconciler.look(state.room);
}

function run(engine: Engine, { name, context, bearer, body, wait }: Call): object | undefined {
  const who = actor(engine.store, bearer, context.req.param('room') ?? '');
  may(who, endpoints[name].operation);
  const route = routes[name] as (given: RoomContext<RoomRouteName>) => object | undefined; // the table pairs them
  const given = contextOf(engine, who, context, body);
  if (wait) throw tooOften('go on', wait);
  return route(given);
}

const contextOf = (
  engine: Engine,
  who: Actor,
  { req }: Context,
  body: unknown,
): RoomContext<RoomRouteName> => ({
  actor: who,
  body: body as never, // parsed by this endpoint's own schema
  params: req.param(),
  query: req.query(),
  now: engine.clock.now(),
  commit: (next) => engine.rooms.commit(who, next),
  leave: () => void engine.people.takeOut(who, who.me.identity, 'left'),
  close: () => engine.rooms.close(who),
});
