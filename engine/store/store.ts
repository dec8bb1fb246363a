import type { BanRow } from '../model/ban-row.ts';
import type { ChatRange, ChatRow } from '../model/chat-row.ts';
import type { People, PersonRow, RoomDoc } from '../model/room-doc.ts';

export type SessionEnd = 'left' | 'kicked' | 'banned' | 'signed_in_elsewhere' | 'room_closed';

/** One mint's right to act in one incarnation of a room. */
export interface SessionRow {
  readonly app: string;
  readonly room: string;
  readonly epoch: number;
  readonly sessionId: string;
  readonly identity: string;
  /** Why it is over, if it is. */
  readonly ended: SessionEnd | null;
}

export interface RoomState {
  readonly room: RoomDoc;
  readonly people: People;
}

export interface KeptAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly body: string;
}

/**
 * What must outlive the process. Every method is synchronous and one transaction when called inside
 * `transaction`, which retries nothing: a lost compare-and-set is thrown as `Conflict`.
 */
export interface Store {
  transaction<T>(work: () => T): T;

  room(app: string, name: string): RoomState | null;
  /** The last epoch of a name, 0 for a new one. */
  epoch(app: string, name: string): number;
  /** Every open room: a restart goes on with them. */
  openRooms(): readonly RoomDoc[];
  /** Which room this is on the media server. */
  bySfu(sfu: string): RoomDoc | null;
  createRoom(room: RoomDoc): void;
  /** Writes `room` where its version is still one less. Throws `Conflict` where it is not. */
  saveRoom(room: RoomDoc): void;
  /**
   * Deletes the document and keeps name and epoch. The room is still to be deleted on the media
   * server, where `metadata` is its last word.
   */
  closeRoom(room: RoomDoc, metadata: string): void;
  /** Rooms that are closed here and not yet known to be gone on the media server. */
  closing(): readonly { sfu: string; metadata: string }[];
  /** This one is gone there. */
  closed(sfu: string): void;
  /** When the next request or invitation in it is over; `null` where there is none. */
  setExpiry(room: RoomDoc, at: number | null): void;
  dueExpiries(now: number): readonly { app: string; room: string }[];
  /** When an empty room is closed; `null` while somebody is there. */
  setRoomDeadline(app: string, name: string, deadline: number | null): void;

  savePerson(room: RoomDoc, person: PersonRow): void;
  deletePerson(room: RoomDoc, identity: string): void;

  /** By person and id: an id is made by a client, and two may be the same. */
  session(key: Pick<SessionRow, 'app' | 'room' | 'identity' | 'sessionId'>): SessionRow | null;
  /** @param row.expires when the last bearer ends that it can have. */
  openSession(row: Omit<SessionRow, 'ended'> & { expires: number }): void;
  endSessions(
    which: Pick<SessionRow, 'app' | 'room'> & { identity?: string; sessionId?: string },
    why: SessionEnd,
  ): void;

  /** The next thing that time alone makes happen. */
  nextDeadline(): number | null;
  duePeople(now: number): readonly { app: string; room: string; identity: string }[];
  dueRooms(now: number): readonly { app: string; room: string }[];

  /** The identity that a resume secret stands for. */
  anonymous(app: string, secretHash: string, now: number): { identity: string; name: string } | null;
  keepAnonymous(row: {
    app: string;
    secretHash: string;
    identity: string;
    name: string;
    expires: number;
  }): void;
  /** They were heard of again: their secret is good for as long as after a mint. */
  keepAnonymousUntil(app: string, identity: string, expires: number): void;
  /** `false` where this token was used before. */
  useToken(app: string, jti: string, expires: number): boolean;

  /** Until when somebody is not let in again, 0 where nothing is against it. */
  shutOut(app: string, room: string, identity: string, now: number): number;
  /** Lets somebody in no more until `until`. */
  keepOut(app: string, room: string, identity: string, until: number): void;

  /** The ban that keeps somebody out of a room now: its own, else the project's. */
  banOf(app: string, room: string, identity: string, now: number): BanRow | null;
  /** A second one takes the place of the first. */
  ban(row: BanRow): void;
  unban(app: string, room: string, identity: string): void;
  /** Newest first, without those that are over; all of the app where `room` is `null`. */
  bans(
    app: string,
    room: string | null,
    now: number,
    page: { offset: number; limit: number },
  ): readonly BanRow[];
  countBans(app: string, room: string | null, now: number): number;

  /** The message of this sender and id, where it was sent before. */
  sentBefore(room: RoomDoc, sender: string, messageId: string): ChatRow | null;
  chatMessage(room: RoomDoc, id: string): ChatRow | null;
  /** Writes a message, or one that was changed, and forgets all but the newest. */
  saveMessage(room: RoomDoc, row: ChatRow): void;
  /** Oldest first: those after `after`, else the newest before `before`. */
  chat(room: RoomDoc, range: ChatRange): readonly ChatRow[];
  /** The newest `seq`, 0 where nothing was written; and ids of those that were removed. */
  chatState(room: RoomDoc): { seq: number; removed: string[] };

  keptAnswer(scope: string, now: number): KeptAnswer | null;
  keepAnswer(scope: string, answer: KeptAnswer, expires: number): void;
  /** Forgets what has expired. */
  sweep(now: number): void;
  close(): void;
}

/** Somebody else wrote first: read again, rule again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
