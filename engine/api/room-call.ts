import { Hono, type Context } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import { times } from '../../src/protocol/constants.ts';
import { limitOf } from '../../src/protocol/limits.ts';
import { closeCodes } from '../../src/protocol/signalling/close-codes.ts';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { seatRoutes } from '../audio-room/seat-routes.ts';
import { speakerRoutes } from '../audio-room/speaker-routes.ts';
import { authenticate, roomNameOf, type Caller } from '../auth/authenticate.ts';
import { actorOf, authorize, refuseBanned, type Actor } from '../auth/authorize.ts';
import { tooOften } from '../auth/rate-limits.ts';
import type { Bearer } from '../auth/tokens.ts';
import { chatRoutes } from '../chat/chat-routes.ts';
import type { Engine } from '../engine.ts';
import { stageRoutes } from '../live-stream/stage-routes.ts';
import { banRoutes } from '../moderation/ban-routes.ts';
import { moderationRoutes } from '../moderation/moderation-routes.ts';
import { once, scopeOf } from '../requests/idempotency.ts';
import { bodyOf, validBody } from '../requests/request-input.ts';
import type { RoomContext, RoomRouteName, RoomRoutes } from '../requests/route-context.ts';
import { removeFromRooms } from '../room/removal.ts';
import type { RoomTransaction } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { roomRoutes } from './room-routes.ts';

const routes: RoomRoutes = {
  ...roomRoutes,
  ...seatRoutes,
  ...speakerRoutes,
  ...stageRoutes,
  ...moderationRoutes,
  ...banRoutes,
  ...chatRoutes,
};

/** A call about a room, read and authenticated. */
interface Call {
  readonly name: RoomRouteName;
  readonly context: Context;
  readonly caller: Caller;
  readonly room: string;
  readonly body: unknown;
  readonly now: number;
  /** Seconds that the caller has to wait; 0 for none. */
  readonly wait: number;
}

/** Every call about a room. */
export function roomCalls(engine: Engine): Hono {
  const app = new Hono();
  // In the order of the table: hono takes the first matching path.
  for (const name of (Object.keys(endpoints) as RoomRouteName[]).filter((each) => each in routes)) {
    const endpoint: Endpoint = endpoints[name];
    app.on(endpoint.method, endpoint.path, validBody(endpoint), (context) => roomCall(engine, name, context));
  }
  return app;
}

/** Carries out a call: the checks in their order, then the route, all in one transaction. */
async function roomCall(engine: Engine, name: RoomRouteName, context: Context): Promise<Response> {
  const endpoint: Endpoint = endpoints[name];
  const body = bodyOf(context);
  const room = roomNameOf(context, body);
  const caller = await authenticate(engine, context, room);
  const { bearer, server } = caller;
  const scope = scopeOf(context, bearer);
  // A body is compared under an idempotency key only.
  const text = scope === null ? '' : JSON.stringify(body ?? null);
  const reads = endpoint.method === 'GET';
  const wait =
    reads || server
      ? 0 // one backend speaks for all people
      : await engine.limits.wait(limitOf(endpoints[name].operation), `${bearer.app} ${bearer.identity}`);
  const now = engine.clock.now();
  const call: Call = { name, context, caller, room, body, now, wait };
  const answer = reads
    ? await engine.rooms.read((tx) => once(tx, { scope, text, now }, () => run(engine, call, tx, null)))
    : await engine.rooms.transaction({ app: bearer.app, room }, async (transaction) => {
        const { tx } = transaction;
        // Before an answer is repeated that was given before the ban.
        if (scope !== null && !server) await refuseBanned(tx, bearer, room, now);
        return once(tx, { scope, text, now }, () => run(engine, call, tx, transaction));
      });
  // A participant reads the room when the media connection is up.
  if (name === 'readRoom' && now - bearer.mintedAt < times.mediaToken + times.connect)
    void arrived(engine, bearer);
  return context.newResponse(answer.status === 204 ? null : answer.body, answer.status as StatusCode, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
}

async function arrived({ rooms, reconciler, log }: Engine, { app, room, identity }: Bearer): Promise<void> {
  try {
    const found = await rooms.readOne((tx) => tx.findRoom(app, room));
    if (found) await reconciler.lookAt(found, identity);
  } catch (error) {
    log('An arrival could not be looked at.', { error });
  }
}

/** The keys by which paths and bodies name a person. */
const namingKeys = ['identity', 'target_identity'] as const;

const namedIn = (...inputs: unknown[]): string[] =>
  inputs.flatMap((input) =>
    namingKeys.flatMap((key) => {
      const value = (input as Record<string, unknown> | undefined)?.[key];
      return typeof value === 'string' ? [value] : [];
    }),
  );

async function run(
  engine: Engine,
  call: Call,
  tx: StoreQueries,
  transaction: RoomTransaction | null,
): Promise<object | undefined | void> {
  const { name, context, caller, room, body, now, wait } = call;
  const { operation } = endpoints[name];
  const named = namedIn(context.req.param(), body);
  const actor = await actorOf(tx, engine.products, caller, { room, named, operation, now });
  authorize(actor, operation);
  if (wait) throw tooOften('go on', wait);
  const route = routes[name] as (given: RoomContext<RoomRouteName>) => Promise<object | undefined | void>; // the table pairs them
  return route(contextOf(engine, call, actor, tx, transaction));
}

function contextOf(
  { products, presence, bus }: Engine,
  { context, body, now }: Call,
  actor: Actor,
  tx: StoreQueries,
  transaction: RoomTransaction | null,
): RoomContext<RoomRouteName> {
  const writing = (): RoomTransaction => {
    if (!transaction) throw new Error('A GET must not write.');
    return transaction;
  };
  return {
    actor,
    body: body as never, // parsed by the schema of this endpoint
    params: context.req.param(),
    query: context.req.query(),
    now,
    products,
    tx,
    commit: (change) => writing().commit(actor.state, change),
    async remove(identity, exit, reason = null) {
      const { app, name } = actor.state.room;
      // A person without the whole app has no sockets either.
      if (!name)
        writing().afterCommit(() =>
          bus.publish({ app, identity, channel: 'devices' }, { close: closeCodes.forbidden }),
        );
      await removeFromRooms({ presence, now }, writing(), actor.state.room, { identity, exit, reason });
    },
    leave: async () => void (await presence.takeOut(writing(), actor.state, actor.me.identity, 'left')),
    close: () => writing().close(actor.state),
  };
}
