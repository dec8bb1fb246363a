import type { ConnectionQuality } from '../../model/shapes.ts';

/** What the room knows of a person beside what the media server shows. */
export interface ParticipantsDeps {
  /** A moderator muted them. */
  silenced(identity: string): boolean;
  /** They may be heard just now. */
  audible(identity: string): boolean;
  /** How loud they are just now. */
  level(identity: string): number;
  /** How well I am connected. */
  quality(): ConnectionQuality;
}
