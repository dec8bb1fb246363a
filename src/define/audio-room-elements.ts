import { UTDAudioRoomElement } from '../elements/audio-room/audio-room.ts';
import { UTDInvitationsElement } from '../elements/audio-room/invitations.ts';
import { UTDRequestsElement } from '../elements/audio-room/requests.ts';
import { UTDSeatElement } from '../elements/audio-room/seat.ts';
import { UTDSeatsElement } from '../elements/audio-room/seats.ts';
import { elements as client } from './client-elements.ts';
import { elements as session } from './session-elements.ts';
import type { ProductTag } from './tags.ts';

// The exports of the package and of Lit, for scripts of a page without a bundler: one copy serves them and the elements.
export * from '../index.ts';
export * from 'lit';

const room = {
  'utd-audio-room': UTDAudioRoomElement,
  'utd-seats': UTDSeatsElement,
  'utd-seat': UTDSeatElement,
  'utd-requests': UTDRequestsElement,
  'utd-invitations': UTDInvitationsElement,
} satisfies Record<ProductTag<'audio-room'>, CustomElementConstructor>;

/** The audio room whole. Providers are first, so that they are there when what is inside looks for them. */
export const elements = { ...client, ...room, ...session };
