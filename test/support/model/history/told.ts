import assert from 'node:assert/strict';
import type { ActName } from './act.ts';
import { lineText } from './people-rules.ts';

/** Whatever an answer can have, as far as it is compared. */
interface Wire {
  readonly code: string;
  readonly rev: number;
  readonly version: number;
  readonly mode: string;
  readonly queue: readonly string[];
  readonly seats: readonly {
    occupant_identity: string | null;
    locked: 0 | 1;
    muted: 0 | 1;
    role: string | null;
  }[];
  readonly from: number;
  readonly to: number;
  readonly role: string;
  readonly previous_role: string;
  readonly identity: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly comments: { readonly locked: boolean; readonly by: string | null };
  readonly requests: readonly { id: string }[];
  readonly invitations: readonly { id: string }[];
  readonly chat: { readonly seq: number; readonly removed: readonly string[] };
  readonly bans: readonly { identity: string }[];
  readonly messages: readonly WireLine[];
  readonly room: Wire;
  readonly request_id: string;
  readonly request: { readonly rev: number };
  readonly invitation_id: string;
  readonly token: string;
  readonly user_token: string;
}

interface WireLine {
  readonly id: string;
  readonly seq: number;
  readonly message_id: string;
  readonly sender: string;
  readonly text: string;
  readonly removed_by: string | null;
}

export interface Answer {
  readonly status: number;
  readonly json: Wire;
}

const line = ({ id, seq, message_id: message, sender: who, text, removed_by: removedBy }: WireLine) =>
  lineText({ id, seq, message, who, text, removedBy });

const grid = ({ rev, mode, queue, seats }: Wire) =>
  JSON.stringify([
    rev,
    mode,
    queue,
    seats.map((seat) => [seat.occupant_identity, seat.locked === 1, seat.muted === 1, seat.role]),
  ]);

/** What somebody sees of the room, but for its chat. */
export const view = (wire: Wire): string =>
  JSON.stringify([
    grid(wire),
    Object.keys(wire.roles).filter((who) => wire.roles[who] === 'admin'),
    wire.comments.by,
    wire.requests.map(({ id }) => id),
    wire.invitations.map(({ id }) => id),
  ]);

/** What an answer says beyond its status; a grid, where nothing else is named. */
const says: { readonly [A in ActName]?: (wire: Wire) => string } = {
  move: (wire) => `${grid(wire)} ${wire.from}→${wire.to}`,
  request: ({ request }) => String(request.rev),
  invite: () => '',
  changeRole: ({ role, previous_role }) => `${role} ${previous_role}`,
  ban: ({ identity }) => identity,
  say: (wire) => line(wire as never), // a message, and nothing else of it
  read: (wire) => `${view(wire)} ${JSON.stringify([wire.chat.seq, wire.chat.removed])}`,
  readBans: ({ bans }) =>
    bans
      .map(({ identity }) => identity)
      .sort()
      .join(),
  readChat: ({ messages }) => messages.map(line).join(),
  mint: ({ room }) => view(room),
};

/** An answer in the words of the rules. */
export function toldBy(does: ActName, { status, json }: Answer): string {
  if (status === 204) return '';
  if (status === 200) return (says[does] ?? grid)(json);
  if (status < 500 && json.code) return `!${json.code}`;
  return assert.fail(`'${does}' was answered ${status}: ${JSON.stringify(json)}`);
}

/** What the engine called the thing that it made. */
export const idIn = ({ status, json }: Answer): string =>
  status === 200 ? (json.request_id ?? json.invitation_id ?? (json as unknown as WireLine).id ?? '') : '';
