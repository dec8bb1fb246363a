import { Refusal } from '../core/refusal.ts';

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
