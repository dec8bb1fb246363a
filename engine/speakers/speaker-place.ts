import type { Refusal } from '../core/refusal.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';

/** The place that requests and invitations lead to: a seat of an audio room, or the stage of a live stream. */
export interface SpeakerPlace {
  /** The part of the names of messages, as in `_speaker_request` and `_stage_request`. */
  readonly noun: 'speaker' | 'stage';
  /** The refusal of a participant who needs to ask for nothing, or may not ask; `null` where a request is taken. */
  refuseRequest(room: RoomDoc, identity: string): Refusal | null;
  /**
   * The refusal of an invitation of this participant; `null` where the participant can be invited.
   *
   * @param seat `null` for any
   */
  refuseInvitation(room: RoomDoc, target: string, seat: number | null): Refusal | null;
  /** The participant can come into such a place. A request, or an invitation, lapses with this. */
  mayTake(room: RoomDoc, identity: string): boolean;
  /** The participant may invite others. An invitation lapses with the right. */
  mayInvite(room: RoomDoc, identity: string): boolean;
  /** Whether requests and invitations survive a change of the room, beside what each of them needs. */
  asks(before: RoomDoc, room: RoomDoc): { readonly requests: boolean; readonly invitations: boolean };
  /**
   * Puts a participant into a place.
   *
   * @param seat the wanted seat; `null` for any
   * @returns also the seat, where the place is a seat
   */
  put(
    state: RoomState,
    identity: string,
    seat: number | null,
  ): { readonly room: RoomDoc; readonly seat?: number } | Refusal;
}
