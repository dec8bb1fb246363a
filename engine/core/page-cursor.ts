import { Refusal } from './refusal.ts';

/** The last item of a page of a list that is ordered by a time and then by an id. Newer items do not shift such a page. */
export interface PageEnd {
  readonly at: number;
  readonly id: string;
}

/** The text by which a client asks for the next page. */
export const cursorOf = ({ at, id }: PageEnd): string => `${at}.${id}`;

/**
 * Reads a cursor.
 *
 * @param field of the request that has the cursor
 * @returns `undefined` for the first page. @throws {Refusal} `invalid_request`
 */
export function readCursor(cursor: string | undefined, field: string): PageEnd | undefined {
  const [, at, id] = /^(\d{1,15})\.(.+)$/.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && id === undefined)
    throw new Refusal('invalid_request', `'${field}' is the 'next' of the page before, not '${cursor}'.`, {
      field,
    });
  return id === undefined ? undefined : { at: Number(at), id };
}
