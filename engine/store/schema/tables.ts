import type { SessionEnd } from '../../model/session-row.ts';
import type { Presence } from '../../model/room-doc.ts';

/** The columns of the database. All times are milliseconds since 1970. `doc`, `row`, `body` and `content` hold JSON. */
export interface Tables {
  rooms: {
    app: string;
    name: string;
    epoch: number;
    /** The version of the document, for compare-and-set. */
    version: number;
    /** `null` while the room is closed: name and epoch stay. */
    doc: string | null;
    livekit_room: string | null;
    /** When an empty room is closed. */
    deadline: number | null;
    /** The number of participants who are not absent. */
    members: number;
    /** The number of participants whom the media server shows. */
    here: number;
  };
  /** Rooms that are closed, and not yet known to be gone on the media server. */
  closing: { livekit_room: string; metadata: string };
  people: {
    app: string;
    room: string;
    identity: string;
    presence: Presence;
    joined_at: number;
    row: string;
    deadline: number | null;
  };
  sessions: {
    app: string;
    room: string;
    session: string;
    identity: string;
    epoch: number;
    ended: SessionEnd | null;
    expires: number;
  };
  /** When the next request or invitation of a room expires. */
  expiries: { app: string; room: string; at: number };
  bans: {
    app: string;
    /** Empty for a ban of the whole app. */
    room: string;
    identity: string;
    reason: string | null;
    at: number;
    until: number | null;
  };
  chat: {
    app: string;
    room: string;
    seq: number;
    id: string;
    sender: string;
    message: string;
    /** 0 or 1: a boolean parameter ends a process that uses libsql. */
    removed: number;
    row: string;
  };
  anonymous: { app: string; hash: string; identity: string; name: string; expires: number };
  kicked: { app: string; room: string; identity: string; expires: number };
  tokens: { app: string; jti: string; expires: number };
  /** A row a call; `expires` is `null` while the call lasts. */
  calls: { app: string; id: string; row: string; expires: number | null };
  /** The call that a person is in, while it lasts. */
  engaged: { app: string; identity: string; call: string };
  answers: { scope: string; hash: string; status: number; body: string; expires: number };
  conversations: {
    app: string;
    id: string;
    name: string | null;
    creator: string | null;
    /** The number of messages, and the `seq` of the last one. */
    newest: number;
    at: number;
  };
  /** The people of conversations. */
  members: {
    app: string;
    conversation: string;
    identity: string;
    /** The `seq` of the last message that the person has read. */
    seen: number;
  };
  messages: {
    app: string;
    conversation: string;
    seq: number;
    sender: string;
    /** The id that the sender has chosen. */
    client: string;
    name: string | null;
    content: string;
    at: number;
  };
  /** The people whom a person has blocked. */
  blocks: { app: string; identity: string; blocked: string };
}
