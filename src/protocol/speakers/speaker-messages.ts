import * as v from 'valibot';
import { Private } from '../room-state.ts';
import { SeatIndex } from '../seat.ts';

const common = { ...Private.entries, name: v.optional(v.string()) };

const request = <const T extends string>(type: T) =>
  v.object({
    type: v.literal(type),
    ...common,
    request_id: v.string(),
    identity: v.string(),
    note: v.optional(v.nullable(v.string()), null),
    created_at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    /** The seat of an approved request. */
    seat_index: v.optional(v.nullable(SeatIndex), null),
    /** The request's time was over. A request that was taken back, or became void, is cancelled without this flag. */
    expired: v.optional(v.boolean(), false),
  });

const invitation = <const T extends string>(type: T) =>
  v.object({
    type: v.literal(type),
    ...common,
    invitation_id: v.string(),
    inviter_identity: v.string(),
    target_identity: v.string(),
    seat_index: v.optional(v.nullable(SeatIndex), null),
    expires_at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    /** The invitation became void without the participant's answer: its time was over, or the room changed. */
    expired: v.optional(v.boolean(), false),
  });

/**
 * Messages to host, admins and the asking participant. `name` is the name of the asking participant. A request to speak
 * asks for a seat, a stage request for the stage.
 */
export const requestMessages = {
  _speaker_request: request('_speaker_request'),
  _speaker_request_approved: request('_speaker_request_approved'),
  _speaker_request_rejected: request('_speaker_request_rejected'),
  _speaker_request_cancelled: request('_speaker_request_cancelled'),
  _stage_request: request('_stage_request'),
  _stage_request_approved: request('_stage_request_approved'),
  _stage_request_rejected: request('_stage_request_rejected'),
  _stage_request_cancelled: request('_stage_request_cancelled'),
} as const;

/** Messages to the invited participant and the inviter. `name` is the inviter's name. */
export const invitationMessages = {
  _speaker_invitation: invitation('_speaker_invitation'),
  _speaker_invitation_accepted: invitation('_speaker_invitation_accepted'),
  _speaker_invitation_declined: invitation('_speaker_invitation_declined'),
  _stage_invitation: invitation('_stage_invitation'),
  _stage_invitation_accepted: invitation('_stage_invitation_accepted'),
  _stage_invitation_declined: invitation('_stage_invitation_declined'),
} as const;

export type RequestMessage = v.InferOutput<(typeof requestMessages)[keyof typeof requestMessages]>;
export type InvitationMessage = v.InferOutput<(typeof invitationMessages)[keyof typeof invitationMessages]>;
