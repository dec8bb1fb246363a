/** Somebody asks to speak. */
export interface SpeakerRequest {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  /** What they say to it. */
  readonly note: string | null;
  readonly at: Date;
}

/** My own request to speak. */
export interface MyRequest extends SpeakerRequest {
  /** From 1: how many are before me, and I. */
  readonly position: number;
}

/** Somebody asks me to speak. */
export interface Invitation {
  readonly id: string;
  /** Identity of who asks. */
  readonly inviter: string;
  /** Their name. */
  readonly name: string;
  /** Index of the seat that is meant; the first free one where it is `null`. */
  readonly seat: number | null;
  /** It is void from then on. */
  readonly expires: Date;
}

/** What became of a request to speak, or of an invitation. */
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
  /** Who asked to speak, or was invited. */
  readonly identity: string;
  readonly requestId?: string;
  readonly invitationId?: string;
  /** From 0: where they sit now, or are invited to. */
  readonly seatIndex?: number;
}
