import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { Refusal } from '../core/refusal.ts';

/** Reads a body by its endpoint's schema. @throws {Refusal} 400 where it is no JSON, 422 where it does not fit */
export function parseBody(endpoint: Endpoint, text: string): unknown {
  if (!endpoint.body) return undefined;
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  if (!json.success)
    throw new Refusal('invalid_request', 'The body is not JSON. Send an object.', { status: 400 });
  const body = v.safeParse(endpoint.body, json.output);
  if (body.success) return body.output;
  const [issue] = body.issues;
  const field = v.getDotPath(issue);
  throw new Refusal(
    'invalid_request',
    `The body was not accepted${field ? `, for '${field}'` : ''}: ${issue.message.replace(/\.$/, '')}.`,
    field ? { field } : {},
  );
}

/** Tells one body from another, without keeping it. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A whole number of a query. @throws {Refusal} `invalid_request` */
export function wholeIn(text: string, name: string, most: number, least = 1): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Refusal(
    'invalid_request',
    `'${name}' is a whole number from ${least} to ${most}, not '${text}'.`,
    { field: name },
  );
}

/** Which part of a list is asked for: `page` from 1, `per_page` ≤ 100, 50 unless told. */
export function pageOf(query: Readonly<Record<string, string>>) {
  const limit = wholeIn(query['per_page'] ?? '50', 'per_page', 100);
  const number = wholeIn(query['page'] ?? '1', 'page', 1_000_000);
  return { number, limit, offset: (number - 1) * limit };
}
