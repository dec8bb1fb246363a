/** A participant's request to speak. */
export interface SpeakerRequest {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  /** The participant's words to the request, up to 140 characters. */
  readonly note: string | null;
  readonly at: Date;
}

/** The local participant's own request to speak. */
export interface MyRequest extends SpeakerRequest {
  /** The position in the queue, from 1. */
  readonly position: number;
}

/** An invitation to the local participant to speak. */
export interface Invitation {
  readonly id: string;
  /** Identity of the inviting host or admin. */
  readonly inviter: string;
  /** The name of the inviting host or admin. */
  readonly name: string;
  /** Index of the seat; `null` stands for the first free seat. */
  readonly seat: number | null;
  /** The time after which the invitation cannot be accepted. */
  readonly expires: Date;
}

/** A step of a request to speak, or of an invitation. */
export interface SpeakerEvent {
  readonly type:
    | 'requested'
    | 'approved'
    | 'rejected'
    | 'cancelled'
    | 'requestExpired'
    | 'invited'
    | 'accepted'
    | 'declined'
    | 'invitationExpired';
  /** Identity of the participant who asked to speak, or who was invited. */
  readonly identity: string;
  readonly requestId?: string;
  readonly invitationId?: string;
  /** From 0: the seat of the approved participant, or the seat of the invitation. */
  readonly seatIndex?: number;
}
