/** Somebody is kept out. */
export interface Ban {
  readonly identity: string;
  readonly reason: string | null;
  readonly at: Date;
  /** `null`: for good. */
  readonly until: Date | null;
}
