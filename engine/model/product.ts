import { times } from '../../src/protocol/constants.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import type { Product as ProductType } from '../../src/protocol/product.ts';
import type { GivenRole, Role } from '../../src/protocol/role.ts';
import type { InferOutput } from 'valibot';
import type { CallRow } from './call-row.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { RoomDoc, RoomState } from './room-doc.ts';
import type { Ruling } from './ruling.ts';
import type { SessionEnd } from './session-row.ts';

/** A source of media, by the names that LiveKit gives to its sources. */
export type Source = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

/** The sources that a participant may publish. */
export type PublishPermission = readonly Source[];

/** A room without the requests and invitations that no longer hold, and the messages about them. */
export interface Lapsed {
  readonly room: RoomDoc;
  readonly messages: readonly OutgoingMessage[];
}

/** The part of a mint that lays out a room. */
export type Layout = Pick<
  InferOutput<typeof MintRequest>,
  'seat_count' | 'seat_mode' | 'host_seat' | 'mode_id'
>;

/** Why a participant is out of a room. `lost`: the connection was gone, or never came, for longer than `Patience` says. */
export type Departure = SessionEnd | 'lost';

/** Milliseconds. */
export interface Patience {
  /** For a person who has a token, and whose connection the media server has not shown. */
  readonly arrival: number;
  /** For a person whose connection is gone. */
  readonly comeback: number;
}

/** A room for many stays open for as long as there are people, and waits for each as long as for any other. */
export const lastingRoom = {
  patience: (): Patience => ({
    arrival: times.mediaToken + times.reconnectWindow,
    comeback: times.reconnectWindow,
  }),
  isOver: () => false,
  record: () => null,
};

/** The rules by which one kind of room differs from another. All are pure functions. */
export interface Product {
  /** The features that the answer of a mint lists. */
  readonly features: readonly string[];
  /** The sources that a permission can name in a room of this kind. All other tracks are foreign. */
  readonly sources: readonly Source[];
  /**
   * The roles whose participants the media server shows to no other participant. A participant who had another role
   * once stays visible in this incarnation of the room: LiveKit cannot hide a connection again. The engine lists hidden
   * participants to host and admins.
   */
  readonly hiddenRoles: readonly Role[];
  /** The people whom the document names, and whom a command therefore reads. */
  namedIn(room: RoomDoc): readonly string[];
  /** Lays out a new room, or changes the layout for the owner who joins. */
  open(state: RoomState, layout: Layout, fresh: boolean): Ruling;
  /** The room without the place of a participant who is out of it. */
  leave(state: RoomState, identity: string, why: Departure): RoomDoc;
  /** Removes what no longer holds after a change, and tells of it. */
  lapse(before: RoomState, state: RoomState): Lapsed;
  /** Removes what has expired at `now`. */
  expire(state: RoomState, now: number): Lapsed;
  /** When something in the document expires next; `null` for never. */
  nextExpiry(room: RoomDoc): number | null;
  /** For how long people are waited for who are not connected. */
  patience(room: RoomDoc): Patience;
  /** Whether the room closes with the commit that wrote this. */
  isOver(room: RoomDoc): boolean;
  /** The row of the store that goes with the room, and outlives it; `null` for none. */
  record(room: RoomDoc): CallRow | null;
  roleOf(room: RoomDoc, identity: string): Role;
  /**
   * Gives or takes the place in the room that goes with a role, when a moderator gives the role.
   *
   * @param role a role of this product
   */
  placeFor(state: RoomState, identity: string, role: GivenRole): Ruling;
  permissionOf(state: RoomState, identity: string): PublishPermission;
  /** Further metadata of a participant on the media server, beside the role. */
  participantMetadata(state: RoomState, identity: string): object;
  /** The part of the room's state that all participants see: `rev` grows exactly when its JSON changes. */
  publicState(state: RoomState): object;
  /** The product's keys of the room's metadata on the media server. */
  roomMetadata(state: RoomState): object;
  /** The message that tells all participants the public state. */
  stateMessage(state: RoomState): object;
  /** The product's keys of the snapshot that `me` may see. */
  snapshot(state: RoomState, me: string): object;
}

export type Products = Readonly<Record<ProductType, Product>>;
