import type { Source } from '../platform/transport.ts';
import type { Refusal } from '../session/core/allowed.ts';

/** What a kind of session says of a person, by its own rules (a seat, a stage, a call leg). */
export interface RoomPolicy {
  /** May be heard just now. */
  audible(identity: string): boolean;
  /** Was muted by a moderator. */
  silenced(identity: string): boolean;
  /** I am where others may hear me: on a seat, a stage, in a call. Reads signals. */
  onAir(): boolean;
  /** Why this would not be taken from me, if so. Reads signals. */
  refused(source: Source): Refusal | null;
}

/** The same, asked for anew each time: a subclass has its rules only after the base constructor. */
export const asked = (rules: () => RoomPolicy): RoomPolicy => ({
  audible: (identity) => rules().audible(identity),
  silenced: (identity) => rules().silenced(identity),
  onAir: () => rules().onAir(),
  refused: (source) => rules().refused(source),
});
