/** What somebody does, and everything that it takes. */
export interface Act {
  readonly does: ActName;
  readonly who: string;
  readonly seat?: number | undefined;
  readonly other?: number | undefined;
  readonly target?: string | undefined;
  readonly id?: string | undefined;
  readonly role?: 'admin' | 'speaker' | 'listener' | undefined;
  readonly mode?: 'free' | 'request' | undefined;
  readonly muted?: boolean | undefined;
  /** Of a ban, in seconds; of time that passes, in milliseconds. */
  readonly lasts?: number | undefined;
}

type Call = readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object];

const seat =
  (does: string) =>
  (act: Act): Call => ['POST', `/seats/${act.seat}/${does}`];
const ofTarget = ({ target }: Act) => `/participants/${target}`;

/** The call of each act; the paths begin behind the room's, or beside it where it is named in another way. */
const calls = {
  take: seat('take'),
  kickSeat: seat('kick'),
  lock: seat('lock'),
  unlock: seat('unlock'),
  mute: seat('mute'),
  unmute: seat('unmute'),
  leave: (): Call => ['POST', '/seats/leave'],
  move: ({ seat, target }: Act): Call => [
    'POST',
    '/seats/move',
    { target_seat: seat, ...(target !== undefined && { target_identity: target }) },
  ],
  swap: ({ seat: a, other: b }: Act): Call => ['POST', '/seats/swap', { a, b }],
  setup: ({ seat: seat_count, mode: seat_mode }: Act): Call => [
    'POST',
    '/seats/setup',
    { seat_count, seat_mode },
  ],
  request: (): Call => ['POST', '/speakers/request'],
  cancel: (): Call => ['DELETE', '/speakers/request'],
  approve: ({ id, seat: seat_index }: Act): Call => [
    'POST',
    `/speakers/requests/${id}/approve`,
    { seat_index },
  ],
  reject: ({ id }: Act): Call => ['POST', `/speakers/requests/${id}/reject`],
  invite: ({ target: target_identity, seat: seat_index }: Act): Call => [
    'POST',
    '/speakers/invite',
    { target_identity, seat_index },
  ],
  accept: ({ id }: Act): Call => ['POST', `/speakers/invitations/${id}/accept`],
  decline: ({ id }: Act): Call => ['POST', `/speakers/invitations/${id}/decline`],
  changeRole: (act: Act): Call => ['PUT', `${ofTarget(act)}/role`, { role: act.role }],
  forceMute: (act: Act): Call => ['PUT', `${ofTarget(act)}/mute`, { muted: act.muted }],
  kick: (act: Act): Call => ['DELETE', ofTarget(act)],
  ban: ({ target: identity, lasts: duration }: Act): Call => ['POST', '/../ban', { identity, duration }],
  unban: ({ target: identity }: Act): Call => ['DELETE', '/../ban', { identity }],
  lockComments: (): Call => ['PUT', '/comments/lock'],
  unlockComments: (): Call => ['PUT', '/comments/unlock'],
  say: ({ id: message_id }: Act): Call => ['POST', '/chat', { message_id, text: `This is ${message_id}.` }],
  unsay: ({ id }: Act): Call => ['DELETE', `/chat/${id}`],
  quit: (): Call => ['POST', '/leave'],
  read: (): Call => ['GET', ''],
  readBans: (): Call => ['GET', '/../bans?per_page=100'],
  readChat: (): Call => ['GET', '/chat?limit=100'],
} as const;

/** The call of an act in this room, from the root of the API. */
export function callOf(act: Act, room: string): Call {
  const [method, below, body = {}]: Call = calls[act.does as keyof typeof calls](act);
  if (!below.startsWith('/../')) return [method, `/rooms/${room}${below}`, body];
  const beside = `/rooms${below.slice(3)}`;
  return method === 'GET'
    ? [method, `${beside}&room_name=${room}`]
    : [method, beside, { ...body, room_name: room }];
}

/** Three have no path in a room: to come in, that time passes, and to see who is muted without a seat. */
export type ActName = keyof typeof calls | 'mint' | 'pass' | 'seeMuted';

/** An act and its answer. Between `from` and `to` it was done, and at one moment. */
export interface Happening {
  readonly act: Act;
  readonly from: number;
  readonly to: number;
  /**
   * What the answer says, as the rules spell it; a refusal is its code after a `!`. `null`: nobody heard
   * one, so that it was done or was not.
   */
  readonly told: string | null;
  /** The id that the engine gave, where it made something. */
  readonly id: string;
}

export const sentenceOf = ({ act: { does, who, ...what }, from, to, told }: Happening): string =>
  `${from}–${to} ${who} ${does} ${JSON.stringify(what)} → ${told ?? 'nothing'}`;
