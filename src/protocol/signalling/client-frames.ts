import * as v from 'valibot';
import { mostMembers, mostWatched } from '../constants.ts';
import { Identity } from '../names.ts';
import {
  ClientId,
  Content,
  Conversation,
  ConversationId,
  GroupId,
  GroupName,
  Message,
  Offset,
  Recipient,
} from './conversation.ts';
import { Status } from './presence.ts';

/** A frame from a client, with the content of its `ack`, where it has one. */
interface ClientFrame {
  readonly data: v.GenericSchema;
  readonly ack?: v.GenericSchema;
}

const nothing = v.object({});

/** A schema with one recipient. */
const addressed = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.object({ ...Recipient, ...entries }),
    v.check(
      (frame) =>
        ((frame as { to?: string }).to === undefined) !== ((frame as { group?: string }).group === undefined),
      'Name one recipient: to or group.',
    ),
  );

const people = (most: number) =>
  v.pipe(v.array(Identity), v.maxLength(most, `The list has at most ${most} people.`));

/** The number of conversations or messages of one answer. */
const limit = (most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)), 50);

/** Every frame from a client: `{t, id?, d}`. A frame with an `id` is answered by `ack` or `error` with the same `id`. */
export const clientFrames = {
  /** The first frame. Its answer is `auth.ok`, then every message missed since `resume`, then `ack`. */
  auth: {
    data: v.object({
      token: v.string(),
      /** The status of this device until it sets another one. */
      status: v.optional(Status, 'online'),
      /** The last offset that the client has of each conversation. Without it, no missed message is delivered. */
      resume: v.optional(v.record(ConversationId, Offset)),
    }),
    ack: nothing,
  },
  ping: { data: nothing },
  /** The list replaces the list of before. Its answer has the people whom the caller may watch. */
  'presence.subscribe': {
    data: v.object({ identities: people(mostWatched) }),
    ack: v.object({ identities: v.array(v.string()) }),
  },
  'presence.set': { data: v.object({ status: Status }), ack: nothing },
  'msg.send': {
    data: addressed({ client_id: ClientId, content: Content }),
    ack: v.object({
      conversation: v.string(),
      offset: v.number(),
      at: v.pipe(v.string(), v.isoTimestamp()),
    }),
  },
  /** The newest messages before `before`, the oldest first. */
  'msg.history': {
    data: v.object({ conversation: ConversationId, before: v.optional(Offset), limit: limit(100) }),
    ack: v.object({ messages: v.array(Message), more: v.boolean() }),
  },
  /** Newest first. `before` is the `next` of the page before. */
  'conv.list': {
    data: v.object({ before: v.optional(v.string()), limit: limit(100) }),
    ack: v.object({ conversations: v.array(Conversation), next: v.nullable(v.string()) }),
  },
  typing: { data: addressed({ on: v.optional(v.boolean(), true) }), ack: nothing },
  receipt: { data: v.object({ conversation: ConversationId, offset: Offset }), ack: nothing },
  /** A repeated `client_id` makes no second group. */
  'group.create': {
    data: v.object({ name: GroupName, members: people(mostMembers), client_id: v.optional(ClientId) }),
    ack: v.object({ conversation: v.string() }),
  },
  'group.members': {
    data: v.object({
      group: GroupId,
      add: v.optional(people(mostMembers), []),
      remove: v.optional(people(mostMembers), []),
    }),
    ack: v.object({ members: v.array(v.string()) }),
  },
  'block.set': { data: v.object({ identity: Identity, on: v.boolean() }), ack: nothing },
} as const satisfies Record<string, ClientFrame>;

export type ClientFrames = typeof clientFrames;
export type ClientFrameName = keyof ClientFrames;
export type ClientData<N extends ClientFrameName> = v.InferOutput<ClientFrames[N]['data']>;
/** The content of the `ack` of a frame. */
export type AckOf<N extends ClientFrameName> = ClientFrames[N] extends {
  ack: infer S extends v.GenericSchema;
}
  ? v.InferOutput<S>
  : undefined;

export const isClientFrame = (name: string): name is ClientFrameName => Object.hasOwn(clientFrames, name);

/** The envelope of a frame from a client. */
export const Envelope = v.object({
  t: v.string(),
  id: v.optional(v.pipe(v.string(), v.maxLength(64))),
  d: v.optional(v.record(v.string(), v.unknown()), {}),
});
