import type { Context } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import { times } from '../../src/protocol/constants.ts';
import { limitOf } from '../../src/protocol/limits.ts';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { parseBody } from '../requests/request-input.ts';
import { callerOf, placeOf } from '../auth/authenticate.ts';
import type { Engine } from '../engine.ts';
import { once, scopeOf } from '../requests/idempotency.ts';
import { actor, may, refuseBanned, type Actor } from '../auth/authorize.ts';
import { tooOften } from '../auth/rate-limits.ts';
import type { RoomContext, RoomRoutes } from '../requests/route-context.ts';
import { banRoutes } from '../moderation/ban-routes.ts';
import { chatRoutes } from '../chat/chat-routes.ts';
import { moderationRoutes } from '../moderation/moderation-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { seatRoutes } from '../audio-room/seat-routes.ts';
import { speakerRoutes } from '../audio-room/speaker-routes.ts';
import { withoutRights } from '../moderation/roles.ts';
import { serverActor } from '../auth/server.ts';
import type { RoomState, Store } from '../store/store.ts';
import type { Bearer } from '../auth/tokens.ts';

const routes: RoomRoutes = {
  ...roomRoutes,
  ...seatRoutes,
  ...speakerRoutes,
  ...moderationRoutes,
  ...banRoutes,
  ...chatRoutes,
};

export type RoomRouteName = keyof RoomRoutes;

interface Call {
  readonly name: RoomRouteName;
  readonly context: Context;
  readonly bearer: Bearer;
  /** The customer's own backend calls, for no person. */
  readonly server: boolean;
  readonly body: unknown;
  /** Seconds that this person has to wait; 0 where they need not. */
  readonly wait: number;
}

/** A call of somebody in a room: the checks in their order, then the route, all in one transaction. */
export async function roomRoute(engine: Engine, name: RoomRouteName, context: Context): Promise<Response> {
  const endpoint: Endpoint = endpoints[name];
  const text = await context.req.text();
  const body = parseBody(endpoint, text);
  const { bearer, server } = await callerOf(engine, context, placeOf(context, body));
  const scope = scopeOf(context, bearer);
  const who = `${bearer.app} ${bearer.identity}`;
  const wait =
    endpoint.method === 'GET' || server
      ? 0 // one backend speaks for everybody
      : await engine.limits.wait(limitOf(endpoints[name].operation), who);
  const now = engine.clock.now();
  const work = () => {
    // Before anything is said again that was said before the ban.
    if (scope !== null && !server) refuseBanned(engine.store, bearer, placeOf(context, body), now);
    return once(engine.store, scope, text, now, () =>
      run(engine, { name, context, bearer, server, body, wait }),
    );
  };
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

function run(engine: Engine, { name, context, bearer, server, body, wait }: Call): object | undefined {
  const { operation } = endpoints[name];
  const now = engine.clock.now();
  const who = server
    ? serverActor(engine.store, bearer, operation)
    : actor(engine.store, bearer, placeOf(context, body), now);
  may(who, operation);
  const route = routes[name] as (given: RoomContext<RoomRouteName>) => object | undefined; // the table pairs them
  const given = contextOf(engine, who, context, body);
  if (wait) throw tooOften('go on', wait);
  return route(given);
}

/** The room of an actor; where that is the whole project, every open room of it. */
const placesOf = (store: Store, who: Actor): readonly RoomState[] =>
  who.room.name
    ? [who]
    : store
        .openRooms()
        .filter(({ app }) => app === who.room.app)
        .flatMap(({ app, name }) => store.room(app, name) ?? []);

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
  store: engine.store,
  commit: (next) => engine.rooms.commit(who, next),
  putOut: (identity, exit, reason = null) => {
    for (const state of placesOf(engine.store, who)) {
      const session_id = state.people.get(identity)?.sessionId;
      const room = withoutRights(state.room, identity, engine.clock.now(), exit.code === 'banned');
      if (session_id !== undefined)
        engine.people.takeOut(state, identity, exit.code, {
          identity,
          exit: { ...exit, session_id },
          reason,
        });
      else if (room !== state.room) engine.rooms.commit(state, { room });
    }
  },
  leave: () => void engine.people.takeOut(who, who.me.identity, 'left'),
  close: () => engine.rooms.close(who),
});
