import type { Ended } from '../../model/session-state.ts';
import type { VideoSource } from '../../model/video-view.ts';
import type { Source, TransportParticipant } from '../../platform/transport.ts';
import type { Role } from '../../protocol/role.ts';
import type { Refusal } from './allowed.ts';

/** The participants of a product whose media server hides the last role. Every member reads signals. */
export interface HiddenAudience {
  /** The roster, from the participants whom the media server shows: the local one first. Strangers are left out. */
  roster(shown: readonly TransportParticipant[]): readonly TransportParticipant[];
  /** The number of all participants; `undefined` while unknown. */
  count(): number | undefined;
}

/** The decisions of a product's rules (seats, a stage, a call) about each participant. Every member reads signals. */
export interface RoomPolicy {
  /** The role of a participant of whom no other role is known. */
  readonly lastRole: Role;
  /** Absent where the media server shows every participant. */
  readonly hidden?: HiddenAudience;
  /** The participant may be heard. */
  audible(identity: string): boolean;
  /** A moderator muted the participant. */
  silenced(identity: string): boolean;
  /** The picture of this source may be seen. */
  visible(identity: string, source: VideoSource): boolean;
  /** A moderator took the camera and the screen of the participant away. */
  videoMuted(identity: string): boolean;
  /**
   * The end of a session whose room closes when it has served its purpose, as that of a call does. Absent where the end of
   * the room is a force-exit.
   */
  closing?(): Required<Omit<Ended, 'why'>>;
  /** The local participant has a place from which others can hear them: a seat, a stage, a call. */
  onAir(): boolean;
  /** The refusal of this source of the local participant; `null` where the product takes the source. */
  refused(source: Source): Refusal | null;
}

/** The policy before a product has set its own: silence, and no pictures. */
export const silence: RoomPolicy = {
  lastRole: 'listener',
  audible: () => false,
  silenced: () => false,
  visible: () => false,
  videoMuted: () => false,
  onAir: () => false,
  refused: () => 'not_joined',
};
