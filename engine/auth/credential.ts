import type { Context } from 'hono';
import { Refusal } from '../core/refusal.ts';

/** The bearer that came with a call. @throws {Refusal} `unauthenticated` */
export function bearerOf(context: Context): string {
  const [, token] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? [];
  if (token) return token;
  throw new Refusal('unauthenticated', 'This call needs a bearer. Join to get one.');
}
