/** Somebody is kept out. */
export interface Ban {
  readonly identity: string;
  readonly reason: string | null;
  readonly at: Date;
  /** `null`: for good. */
  readonly until: Date | null;
}

/** Bans of a room, newest first, 50 a page. */
export interface BanPage {
  readonly bans: readonly Ban[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** On all pages. */
  readonly total: number;
}
