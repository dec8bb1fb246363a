/** A ban from a room, or, where `room` is empty, from the whole app. */
export interface BanRow {
  readonly app: string;
  readonly room: string;
  readonly identity: string;
  readonly reason: string | null;
  readonly at: number;
  /** `null`: for good. */
  readonly until: number | null;
}
