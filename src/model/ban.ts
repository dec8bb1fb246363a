/** A ban from the room. */
export interface Ban {
  /** Identity of the banned person. */
  readonly identity: string;
  /** `null` where none was given. */
  readonly reason: string | null;
  /** The time of the ban. */
  readonly at: Date;
  /** The end of the ban; `null` for a permanent ban. */
  readonly until: Date | null;
}

/** One page of the bans of a room: up to 50, the newest first. */
export interface BanPage {
  readonly bans: readonly Ban[];
  /** The number of this page, from 1. */
  readonly page: number;
  /** The number of pages. */
  readonly pages: number;
  /** The number of bans on all pages. */
  readonly total: number;
}
