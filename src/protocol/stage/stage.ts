import * as v from 'valibot';
import { Attributes } from '../names.ts';
import { WireRole } from '../role.ts';

/** A participant on stage: the host, or a guest. */
export const WireStageMember = v.object({
  identity: v.string(),
  name: v.string(),
  avatar: v.optional(v.nullable(v.string()), null),
  role: WireRole,
  /** The participant is not connected just now. */
  away: v.optional(v.boolean(), false),
  /** A moderator muted the sound of the participant. */
  muted: v.optional(v.boolean(), false),
  /** A moderator took the camera and the screen of the participant away. */
  video_muted: v.optional(v.boolean(), false),
  attributes: v.optional(Attributes, {}),
});
export type WireStageMember = v.InferOutput<typeof WireStageMember>;

/** The stage of a live stream in pushes, room metadata, answers and snapshots. */
export const WireStage = v.object({
  live: v.optional(v.boolean(), false),
  /** The time at which the host went live; `null` while the stream is not live. */
  live_started_at: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null),
  /** The ids of the waiting requests, the oldest first. */
  queue: v.optional(v.array(v.string()), []),
  /** The host, while present, and the guests in the order in which they came on stage. */
  stage: v.array(WireStageMember),
});
export type WireStage = v.InferOutput<typeof WireStage>;
