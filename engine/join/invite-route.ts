import { Hono, type Context } from 'hono';
import { times } from '../../src/protocol/constants.ts';
import { limitOf } from '../../src/protocol/limits.ts';
import type { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';
import { endpoints } from '../../src/protocol/rest/endpoints.ts';
import { authenticate, roomNameOf } from '../auth/authenticate.ts';
import { actorOf, authorize } from '../auth/authorize.ts';
import { iso } from '../core/clock.ts';
import { bodyOf, validBody } from '../requests/request-input.ts';
import type { JoinDeps } from './join-deps.ts';

/** `POST /rooms/:room/invite`: a signed invite link. An admin invites speakers; owner and backend also admins and hosts. */
export const inviteRoute = (deps: JoinDeps): Hono =>
  new Hono().post(endpoints.invite.path, validBody(endpoints.invite), (context) => invite(deps, context));

async function invite(deps: JoinDeps, context: Context): Promise<Response> {
  const { rooms, products, limits, tokens, clock } = deps;
  const { role } = bodyOf(context) as { role: InviteRole };
  const room = roomNameOf(context, undefined);
  const caller = await authenticate(deps, context, room);
  const { bearer, server } = caller;
  const { operation } = endpoints.invite;
  const now = clock.now();
  const actor = await rooms.read((tx) => actorOf(tx, products, caller, { room, operation, now }));
  authorize(actor, operation);
  if (role !== 'speaker') authorize(actor, 'inviteAdmin');
  if (!server) await limits.charge(limitOf(operation), `${bearer.app} ${bearer.identity}`, 'make a link');
  const expires = now + times.invite;
  const link = await tokens.invite({ app: bearer.app, room, role, expires });
  return context.json({ invite: link, expires_at: iso(expires) }, 200, { 'cache-control': 'no-store' });
}
