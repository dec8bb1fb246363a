import * as v from 'valibot';
import { chatEndpoints } from '../chat/chat-endpoints.ts';
import { moderationEndpoints } from '../moderation/moderation-endpoints.ts';
import { Attributes, Avatar, DisplayName } from '../names.ts';
import { Snapshot, WirePerson } from '../room-state.ts';
import { MintAnswer, MintRequest, RefreshAnswer } from './token.ts';

/** Query of a page: `page` (from 1), `per_page` (≤ 100, default 50), `order` (`oldest`, the default, or `newest`). */
const Page = v.object({
  participants: v.array(WirePerson),
  page: v.number(),
  per_page: v.number(),
  /** The number of participants on all pages. */
  total: v.number(),
  /** The query `cursor` of the next page, which people who come and go do not shift; `null` on the last page. */
  next: v.optional(v.nullable(v.string()), null),
});

/** The calls about rooms of every product. */
export const roomEndpoints = {
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
    answer: Page,
  },
  /** Query: `role`, and that of a page. */
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

  ...chatEndpoints,
} as const;
