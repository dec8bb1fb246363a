import * as v from 'valibot';
import { Attributes, Avatar, DisplayName, Identity, sizes } from '../names.ts';
import { At, Snapshot, WirePerson } from '../room-state.ts';
import { SeatCount, SeatIndex, SeatMode, WireGrid } from '../seat.ts';
import { chatEndpoints } from '../chat/chat-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { moderationEndpoints } from '../moderation/moderation-endpoints.ts';
import { speakerEndpoints } from '../speakers/speaker-endpoints.ts';
import { MintAnswer, MintRequest, RefreshAnswer } from './token.ts';

const Grid = v.object({ ...At.entries, ...WireGrid.entries });

const seat = <const O extends Endpoint['operation']>(operation: O, does: string) =>
  ({ method: 'POST', path: `/rooms/:room/seats/:index/${does}`, operation, answer: Grid }) as const;

const Page = v.object({
  participants: v.array(WirePerson),
  page: v.number(),
  per_page: v.number(),
  total: v.number(),
});

/** Every REST call of the engine. */
export const endpoints = {
  mint: { method: 'POST', path: '/token', body: MintRequest, answer: MintAnswer },
  refresh: {
    method: 'POST',
    path: '/auth/refresh',
    body: v.object({ identity_token: v.optional(v.string()) }),
    answer: RefreshAnswer,
  },

  // These paths stand before `/rooms/:room`, because the first matching path is taken.
  ...moderationEndpoints,

  readRoom: { method: 'GET', path: '/rooms/:room', operation: 'readRoom', answer: Snapshot },
  endRoom: { method: 'DELETE', path: '/rooms/:room', operation: 'endRoom' },
  leaveRoom: { method: 'POST', path: '/rooms/:room/leave', operation: 'leaveRoom' },

  updateMe: {
    method: 'PUT',
    path: '/rooms/:room/participants/me',
    operation: 'updateMe',
    body: v.object({
      name: v.optional(DisplayName),
      avatar: v.optional(v.nullable(Avatar)),
      attributes: v.optional(Attributes),
    }),
    answer: WirePerson,
  },
  listParticipants: {
    method: 'GET',
    path: '/rooms/:room/participants',
    operation: 'readParticipants',
    answer: v.object({ participants: v.array(WirePerson) }),
  },
  /** Query: `role`, `page` (from 1), `per_page` (≤ 100, default 50). */
  listByRole: {
    method: 'GET',
    path: '/rooms/:room/participants/by-role',
    operation: 'readParticipants',
    answer: Page,
  },
  readParticipant: {
    method: 'GET',
    path: '/rooms/:room/participants/:identity',
    operation: 'readParticipants',
    answer: WirePerson,
  },

  readSeats: { method: 'GET', path: '/rooms/:room/seats', operation: 'readSeats', answer: Grid },
  setupSeats: {
    method: 'POST',
    path: '/rooms/:room/seats/setup',
    operation: 'setupSeats',
    body: v.object({
      seat_count: SeatCount,
      seat_mode: SeatMode,
      mode_id: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(sizes.name)))),
    }),
    answer: Grid,
  },
  takeSeat: seat('takeSeat', 'take'),
  leaveSeat: { method: 'POST', path: '/rooms/:room/seats/leave', operation: 'leaveSeat', answer: Grid },
  moveSeat: {
    method: 'POST',
    path: '/rooms/:room/seats/move',
    operation: 'moveSeat',
    body: v.object({ target_seat: SeatIndex, target_identity: v.optional(Identity) }),
    answer: v.object({ ...Grid.entries, from: SeatIndex, to: SeatIndex }),
  },
  swapSeats: {
    method: 'POST',
    path: '/rooms/:room/seats/swap',
    operation: 'swapSeats',
    body: v.object({ a: SeatIndex, b: SeatIndex }),
    answer: Grid,
  },
  kickSeat: seat('kickSeat', 'kick'),
  lockSeat: seat('lockSeat', 'lock'),
  unlockSeat: seat('unlockSeat', 'unlock'),
  muteSeat: seat('muteSeat', 'mute'),
  unmuteSeat: seat('unmuteSeat', 'unmute'),

  ...speakerEndpoints,
  ...chatEndpoints,
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
