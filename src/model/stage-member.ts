import type { LiveEndReason } from '../protocol/stage/stage-messages.ts';
import type { Participant } from './participant.ts';

/** A participant on the stage of a live stream: the host, or a guest. */
export interface StageMember extends Participant {
  /** The participant is not connected just now; the place on stage is kept for a minute. */
  readonly away: boolean;
  /** A moderator took camera and screen of the participant away. */
  readonly videoMuted: boolean;
}

/** The end of a stream's being live. */
export interface LiveEnded {
  /** `ended`: the host ended it. `host_left`: the host left. `host_away`: the host was not connected for a minute. */
  readonly reason: LiveEndReason;
}
