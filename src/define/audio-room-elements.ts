import { UTDAudioRoomElement } from '../elements/audio-room/audio-room.ts';
import { UTDSeatElement } from '../elements/audio-room/seat.ts';
import { UTDSeatsElement } from '../elements/audio-room/seats.ts';
import { elements as client } from './client-elements.ts';
import { elements as session } from './session-elements.ts';
import type { ProductTag } from './tags.ts';

// For scripts of a page without a bundler: one copy serves them and the elements. The client of such scripts is in a file
// of its own, because it knows every product, and takes the platform and the endpoints from here and from the other products.
export * from '../index/session.ts';
export * from '../index/audio-room.ts';
export { browserPlatform } from '../platform/platform.ts';
export { roomEndpoints } from '../protocol/rest/room-endpoints.ts';
export { seatEndpoints } from '../protocol/rest/seat-endpoints.ts';
export { speakerEndpoints } from '../protocol/speakers/speaker-endpoints.ts';
// All of Lit but what it exports for its own packages.
export {
  adoptStyles,
  css,
  CSSResult,
  defaultConverter,
  getCompatibleStyle,
  html,
  isServer,
  LitElement,
  mathml,
  noChange,
  notEqual,
  nothing,
  ReactiveElement,
  render,
  supportsAdoptingStyleSheets,
  svg,
  unsafeCSS,
} from 'lit';

const room = {
  'utd-audio-room': UTDAudioRoomElement,
  'utd-seats': UTDSeatsElement,
  'utd-seat': UTDSeatElement,
} satisfies Record<ProductTag<'audio-room'>, CustomElementConstructor>;

/** The audio room whole. Providers are first, so that they are there when what is inside looks for them. */
export const elements = { ...client, ...room, ...session };
