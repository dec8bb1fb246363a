import * as v from 'valibot';
import { sizes, text } from '../names.ts';
import { SeatIndex } from '../seat.ts';

/** The text beside a request to speak. */
export const Note = text(sizes.note, 'A note');

/** A request to speak, visible to host, admins and the asking participant. */
export const WireRequest = v.object({
  id: v.string(),
  identity: v.string(),
  name: v.string(),
  note: v.optional(v.nullable(v.string()), null),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
});
export type WireRequest = v.InferOutput<typeof WireRequest>;

/** An invitation to speak, visible to the invited participant. */
export const WireInvitation = v.object({
  id: v.string(),
  /** Identity of the inviting host or admin. */
  inviter: v.string(),
  /** The inviter's name. */
  name: v.string(),
  seat_index: v.optional(v.nullable(SeatIndex), null),
  expires_at: v.pipe(v.string(), v.isoTimestamp()),
});
export type WireInvitation = v.InferOutput<typeof WireInvitation>;
