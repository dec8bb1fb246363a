import type { Source } from '../../platform/transport.ts';
import type { Refusal } from './allowed.ts';

/** The decisions of a product's rules (seats, a stage, a call) about each participant. Every member reads signals. */
export interface RoomPolicy {
  /** The participant may be heard. */
  audible(identity: string): boolean;
  /** A moderator muted the participant. */
  silenced(identity: string): boolean;
  /** The local participant has a place from which others can hear them: a seat, a stage, a call. */
  onAir(): boolean;
  /** The refusal of this source of the local participant; `null` where the product takes the source. */
  refused(source: Source): Refusal | null;
}

/** The policy before a product has set its own: silence. */
export const silence: RoomPolicy = {
  audible: () => false,
  silenced: () => false,
  onAir: () => false,
  refused: () => 'not_joined',
};
