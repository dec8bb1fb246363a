import type { LiveKitParticipant } from './livekit-participant.ts';

/** The difference between two listings of a room. */
export interface ListingChange {
  /** Participants who are new or otherwise than before, and those who were asked for. */
  readonly participants: readonly LiveKitParticipant[];
  /** Identities that were listed before and are not now. */
  readonly gone: readonly string[];
  /** All participants are in `participants`, because there was no listing before. */
  readonly complete: boolean;
}

/** The last listing of one room: what a look at a quiet room costs does not grow with the room. */
export class RoomListing {
  /** Identity → the participant as text. */
  #last: ReadonlyMap<string, string> | undefined;

  /** @param including identities that are answered even where nothing of them changed */
  next(listed: readonly LiveKitParticipant[], including: ReadonlySet<string>): ListingChange {
    const before = this.#last;
    const now = new Map(listed.map((participant) => [participant.identity, JSON.stringify(participant)]));
    this.#last = now;
    return {
      participants: before
        ? listed.filter(
            ({ identity }) => including.has(identity) || before.get(identity) !== now.get(identity),
          )
        : listed,
      gone: before ? [...before.keys()].filter((identity) => !now.has(identity)) : [],
      complete: !before,
    };
  }
}
