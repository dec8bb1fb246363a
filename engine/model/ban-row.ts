/** Somebody is kept out, of a room or (`room` is empty) of the whole project. */
export interface BanRow {
  readonly app: string;
  readonly room: string;
  readonly identity: string;
  readonly reason: string | null;
  readonly at: number;
  /** `null`: for good. */
  readonly until: number | null;
}
