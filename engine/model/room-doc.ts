import type { Comments } from '../../src/protocol/chat/chat.ts';
import type { Attributes } from '../../src/protocol/names.ts';
import type { Product as ProductType } from '../../src/protocol/product.ts';
import type { SeatMode } from '../../src/protocol/seat.ts';
import type { DocCall } from './call-row.ts';

export interface DocSeat {
  readonly identity: string | null;
  readonly locked: boolean;
}

/** A request to speak, or for the stage. Times are milliseconds since 1970. */
export interface DocRequest {
  readonly id: string;
  readonly identity: string;
  readonly note: string | null;
  readonly at: number;
  readonly expires: number;
}

/** An invitation to speak, or to the stage. */
export interface DocInvitation {
  readonly id: string;
  readonly inviter: string;
  readonly target: string;
  /** The seat of the invitation; `null` for the first free seat, and for the stage. */
  readonly seat: number | null;
  readonly expires: number;
}

/** The state of a room that one commit changes. Its length does not grow with the audience: people have rows of their own. */
export interface RoomDoc {
  readonly app: string;
  readonly name: string;
  readonly epoch: number;
  /** Grows with every write, for compare-and-set. */
  readonly version: number;
  /** Public: grows with every change of the state that all participants see. */
  readonly rev: number;
  readonly type: ProductType;
  readonly owner: string | null;
  /** The participants whom the owner promoted. */
  readonly admins?: readonly string[];
  readonly mode: SeatMode;
  readonly modeId: string | null;
  readonly hostSeat: number;
  readonly seats: readonly DocSeat[];
  /** The name of the room on the media server: opaque, and another name for each incarnation. */
  readonly livekitRoom: string;
  /** When a permission was last taken away: an old token can bring it back for ten minutes. */
  readonly revokedAt: number;
  /** Oldest first; at most one for each participant. */
  readonly requests?: readonly DocRequest[];
  /** At most one for each participant. */
  readonly invitations?: readonly DocInvitation[];
  readonly comments?: Comments;
  /** The guests on the stage of a live stream, in the order in which they came. */
  readonly guests?: readonly string[];
  /** When the host went live, in milliseconds since 1970; `null` or absent while the stream is not live. */
  readonly liveStartedAt?: number | null;
  /** The call for which the room was made. */
  readonly call?: DocCall;
}

/** The names of one incarnation of a room: of the room itself, and on the media server. */
export type Place = Pick<RoomDoc, 'app' | 'name' | 'livekitRoom'>;

/** A connection whose place another session of the same participant took. */
export interface Replaced {
  readonly sessionId: string;
  /** The id of the connection on the media server, where the media server showed the connection. */
  readonly sid?: string;
}

/**
 * `expected`: the participant has a token, and the media server has not shown a connection. `here`: the media server
 * shows a connection. `missed`: the connection is gone, and the grace runs. `absent`: the participant has left or was
 * removed, and the row keeps what outlives that.
 */
export type Presence = 'expected' | 'here' | 'missed' | 'absent';

/** A participant of one incarnation of a room. */
export interface PersonRow {
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  readonly sessionId: string;
  readonly joinedAt: number;
  readonly presence: Presence;
  /** When an unseen participant is taken out of the room. */
  readonly deadline: number | null;
  /** The connection that the media server showed last. */
  readonly sid?: string;
  /** The connection before, until the media server shows the connection of this session. */
  readonly replaced?: Replaced;
  /** When another session last took the place of this participant. */
  readonly takenOverAt?: number;
  /** A moderator muted the sound of the participant, in whatever place. */
  readonly silenced?: boolean;
  /** A moderator took camera and screen of the participant away, in whatever place. */
  readonly videoMuted?: boolean;
  /** Other participants were told of the connection on the media server, which must never be hidden again. */
  readonly shown?: boolean;
  /** The participant came by a speaker's invite link, and takes a seat, or comes on stage, without approval. */
  readonly cleared?: boolean;
  /** When rights were taken away: invite links that are older give nothing. */
  readonly withdrawnAt?: number;
}

/** The participants that a command has read, by identity; none is absent. */
export type People = ReadonlyMap<string, PersonRow>;

/** A room as one command sees it: the document, and of its people those whom the document or the command names. */
export interface RoomState {
  readonly room: RoomDoc;
  readonly people: People;
  /** The rows of absent people whom the command names. */
  readonly absent: People;
}

export const emptySeat: DocSeat = { identity: null, locked: false };

export const newRoom = (room: Pick<RoomDoc, 'app' | 'name' | 'epoch' | 'type' | 'livekitRoom'>): RoomDoc => ({
  ...room,
  version: 0,
  rev: 0,
  owner: null,
  mode: 'free',
  modeId: null,
  hostSeat: 0,
  seats: [],
  revokedAt: 0,
});

/** The parts of a row that outlive the participant's presence, in this incarnation of the room. */
export const outliving = ['silenced', 'videoMuted', 'shown', 'cleared', 'withdrawnAt'] as const;

/** Whether a row keeps something that outlives the participant's presence. */
export const outlives = (person: PersonRow): boolean => outliving.some((key) => !!person[key]);
