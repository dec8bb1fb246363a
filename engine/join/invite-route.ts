import type { Context } from 'hono';
import { times } from '../../src/protocol/constants.ts';
import { limitOf } from '../../src/protocol/limits.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import type { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';
import { parseBody } from '../requests/request-input.ts';
import { callerOf, placeOf } from '../auth/authenticate.ts';
import type { Engine } from '../engine.ts';
import { actor, may } from '../auth/authorize.ts';
import { serverActor } from '../auth/server.ts';

/** `POST /rooms/:room/invite`: a signed link. An admin can make speakers; owner and backend admins and hosts too. */
export async function inviteRoute(engine: Engine, context: Context): Promise<Response> {
  const { role } = parseBody(endpoints.invite, await context.req.text()) as { role: InviteRole };
  const room = placeOf(context, undefined);
  const { bearer, server } = await callerOf(engine, context, room);
  const { operation } = endpoints.invite;
  const now = engine.clock.now();
  const who = server ? serverActor(engine.store, bearer, operation) : actor(engine.store, bearer, room, now);
  may(who, operation);
  if (role !== 'speaker') may(who, 'inviteAdmin');
  if (!server)
    await engine.limits.charge(limitOf(operation), `${bearer.app} ${bearer.identity}`, 'make a link');
  const expires = now + times.invite;
  return context.json(
    {
      invite: await engine.tokens.invite({ app: bearer.app, room, role, expires }),
      expires_at: new Date(expires).toISOString(),
    },
    200,
    { 'cache-control': 'no-store' },
  );
}
