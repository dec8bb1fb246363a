import type { Refusal } from '../core/refusal.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { PersonRow, RoomDoc } from './room-doc.ts';

/** The result of a rule: the changed room and people, or a refusal. The same room without people is no change. */
export type Ruling<A = object> =
  | {
      readonly room: RoomDoc;
      /** Changed rows. */
      readonly people?: readonly PersonRow[];
      readonly answer?: A;
      readonly messages?: readonly OutgoingMessage[];
    }
  | Refusal;
