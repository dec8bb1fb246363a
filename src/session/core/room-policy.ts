import type { Source } from '../../platform/transport.ts';
import type { Refusal } from './allowed.ts';

/** What the rules of a product (seats, a stage, the legs of a call) say of each participant. Every member reads signals. */
export interface RoomPolicy {
  /** The participant may be heard. */
  audible(identity: string): boolean;
  /** A moderator muted the participant. */
  silenced(identity: string): boolean;
  /** The local participant is where others can hear them: on a seat, on a stage, in a call. */
  onAir(): boolean;
  /** Why the product would not take this source from the local participant, if so. */
  refused(source: Source): Refusal | null;
}

/** The policy before a product has set its own: silence. */
export const silence: RoomPolicy = {
  audible: () => false,
  silenced: () => false,
  onAir: () => false,
  refused: () => 'not_joined',
};
