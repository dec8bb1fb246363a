import * as v from 'valibot';
import { Message } from './conversation.ts';
import { Status } from './presence.ts';

const stamp = v.pipe(v.string(), v.isoTimestamp());

/** Every frame from the engine: `{t, id?, d}`. */
export const serverFrames = {
  'auth.ok': v.object({
    identity: v.string(),
    server_time: stamp,
    /** Seconds between two pings. */
    heartbeat: v.number(),
  }),
  /** The signal token ends in this many seconds. Then the socket is closed with 3401. */
  'auth.expiring': v.object({ expires_in: v.number() }),
  pong: v.object({}),
  /** The answer to a frame with this `id`: `ack` of the frame in `clientFrames`. */
  ack: v.record(v.string(), v.unknown()),
  error: v.object({
    code: v.string(),
    message: v.string(),
    field: v.optional(v.string()),
    /** Seconds. */
    retry_after: v.optional(v.number()),
  }),
  presence: v.object({ identity: v.string(), status: Status, at: stamp }),
  msg: Message,
  /** Messages that a resume does not deliver, both ends included. `msg.history` reads them. */
  gap: v.object({ conversation: v.string(), from: v.number(), to: v.number() }),
  /** The typing ends after `expires_in` seconds, if no other frame comes before; with `on: false`, at once. */
  typing: v.object({
    conversation: v.string(),
    from: v.string(),
    on: v.boolean(),
    expires_in: v.optional(v.number()),
  }),
  /** A person has read up to this offset. */
  receipt: v.object({ conversation: v.string(), identity: v.string(), offset: v.number() }),
  /** A group as it is now: to its members, and to the people who were removed. */
  group: v.object({
    conversation: v.string(),
    name: v.string(),
    creator: v.string(),
    members: v.array(v.string()),
  }),
} as const satisfies Record<string, v.GenericSchema>;

export type ServerFrameName = keyof typeof serverFrames;
export type ServerData<N extends ServerFrameName> = v.InferInput<(typeof serverFrames)[N]>;

/** A frame from the engine as JSON. */
export const frameText = <N extends ServerFrameName>(t: N, d: ServerData<N>, id?: string): string =>
  JSON.stringify({ t, ...(id !== undefined && { id }), d });
