import { createHash } from 'node:crypto';
import { vValidator } from '@hono/valibot-validator';
import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { readCursor } from '../core/page-cursor.ts';
import { Refusal } from '../core/refusal.ts';

/** Validates the body of a call by the schema of its endpoint. The middleware throws a `Refusal` `invalid_request`, 422. */
export const validBody = ({ body }: Endpoint): MiddlewareHandler =>
  body
    ? vValidator('json', body, ({ success, issues }) => {
        if (success) return;
        const [issue] = issues;
        const field = v.getDotPath(issue);
        throw new Refusal(
          'invalid_request',
          `The body was not accepted${field ? `, for '${field}'` : ''}: ${issue.message.replace(/\.$/, '')}.`,
          field ? { field } : {},
        );
      })
    : (_, next) => next();

/** The body that `validBody` has validated; `undefined` where the endpoint has none. */
export const bodyOf = ({ req }: Context): unknown => req.valid('json' as never);

/** The hash of a body, which tells one body from another without keeping it. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Reads a whole number of a query. @throws {Refusal} `invalid_request` */
export function wholeIn(text: string, name: string, most: number, least = 1): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Refusal(
    'invalid_request',
    `'${name}' is a whole number from ${least} to ${most}, not '${text}'.`,
    { field: name },
  );
}

/** The order of a page of participants, oldest first by default, and the participant behind whom the page begins. */
export function rosterOrderOf({ order = 'oldest', cursor }: Readonly<Record<string, string>>) {
  if (order !== 'oldest' && order !== 'newest')
    throw new Refusal('invalid_request', `'order' is oldest or newest, not '${order}'.`, { field: 'order' });
  return { newest: order === 'newest', after: readCursor(cursor, 'cursor') };
}

/** The part of a list that a query asks for: `page` from 1, `per_page` ≤ 100 and by default 50. */
export function pageOf(query: Readonly<Record<string, string>>) {
  const limit = wholeIn(query['per_page'] ?? '50', 'per_page', 100);
  const number = wholeIn(query['page'] ?? '1', 'page', 1_000_000);
  return { number, limit, offset: (number - 1) * limit };
}
