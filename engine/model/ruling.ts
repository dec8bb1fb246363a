import type { Message } from './outgoing-message.ts';
import type { Refusal } from '../core/refusal.ts';
import type { RoomDoc } from './room-doc.ts';

/** What a rule makes of a room. The same room: nothing changed. */
export type Ruling<A = object> =
  { readonly room: RoomDoc; readonly answer?: A; readonly messages?: readonly Message[] } | Refusal;
