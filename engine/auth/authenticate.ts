import type { Context } from 'hono';
import { appOf, callerAddress } from './origins.ts';
import { bearerOf } from './credential.ts';
import type { Engine } from '../engine.ts';
import { Refusal } from '../core/refusal.ts';
import { serverBearer, serverOf } from './server.ts';

/** Whose credential came: a person's bearer, or the server secret. @throws {Refusal} `unauthenticated` … */
export async function callerOf(engine: Engine, context: Context, room: string) {
  const app = await serverOf(engine, context);
  if (app) return { bearer: serverBearer(app, room), server: true };
  const bearer = await engine.limits.guessing(callerAddress(engine, context), 'go on', () =>
    engine.tokens.readBearer(bearerOf(context)),
  );
  appOf(engine, context, bearer.app);
  if (room) return { bearer, server: false };
  throw new Refusal('forbidden', 'The whole project takes the server secret. Name the room.', {
    field: 'room_name',
  });
}

/** The room that a call is about: in its path, else named beside; empty is the whole project. */
export const placeOf = ({ req }: Context, body: unknown): string =>
  req.param('room') ??
  (body as { room_name?: string } | undefined)?.room_name ??
  req.query('room_name') ??
  '';
