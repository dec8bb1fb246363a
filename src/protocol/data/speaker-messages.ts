import * as v from 'valibot';
import { Private } from '../room-state.ts';
import { SeatIndex } from '../seat.ts';

const about = { ...Private.entries, name: v.optional(v.string()) };

const request = <const T extends string>(type: T) =>
  v.object({
    type: v.literal(type),
    ...about,
    request_id: v.string(),
    identity: v.string(),
    note: v.optional(v.nullable(v.string()), null),
    created_at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    /** Where an approved one sits now. */
    seat_index: v.optional(v.nullable(SeatIndex), null),
    /** Nobody took it back: its time was over, or what it asked for. */
    expired: v.optional(v.boolean(), false),
  });

const invitation = <const T extends string>(type: T) =>
  v.object({
    type: v.literal(type),
    ...about,
    invitation_id: v.string(),
    inviter_identity: v.string(),
    target_identity: v.string(),
    seat_index: v.optional(v.nullable(SeatIndex), null),
    expires_at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    /** Nobody declined it: its time was over, or what it rested on. */
    expired: v.optional(v.boolean(), false),
  });

/** To host, admins and the asker. `name` is the asker's. */
export const requestMessages = {
  _speaker_request: request('_speaker_request'),
  _speaker_request_approved: request('_speaker_request_approved'),
  _speaker_request_rejected: request('_speaker_request_rejected'),
  _speaker_request_cancelled: request('_speaker_request_cancelled'),
} as const;

/** To invitee and inviter. `name` is the inviter's. */
export const invitationMessages = {
  _speaker_invitation: invitation('_speaker_invitation'),
  _speaker_invitation_accepted: invitation('_speaker_invitation_accepted'),
  _speaker_invitation_declined: invitation('_speaker_invitation_declined'),
} as const;

export type RequestMessage = v.InferOutput<(typeof requestMessages)[keyof typeof requestMessages]>;
export type InvitationMessage = v.InferOutput<(typeof invitationMessages)[keyof typeof invitationMessages]>;
