import * as v from 'valibot';
import { sizes, text } from './names.ts';
import { SeatIndex } from './seat.ts';

/** What somebody says to the request. */
export const Note = text(sizes.note, 'A note');

/** A request to speak, as host and admins see it, and as its own asker does. */
export const WireRequest = v.object({
  id: v.string(),
  identity: v.string(),
  name: v.string(),
  note: v.optional(v.nullable(v.string()), null),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
});
export type WireRequest = v.InferOutput<typeof WireRequest>;

/** An invitation to speak, as the invitee sees it. */
export const WireInvitation = v.object({
  id: v.string(),
  inviter: v.string(),
  /** The inviter's. */
  name: v.string(),
  seat_index: v.optional(v.nullable(SeatIndex), null),
  expires_at: v.pipe(v.string(), v.isoTimestamp()),
});
export type WireInvitation = v.InferOutput<typeof WireInvitation>;
