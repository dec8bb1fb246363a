/** A message of a room's chat in the store. */
export interface ChatRow {
  readonly id: string;
  readonly seq: number;
  readonly messageId: string;
  readonly sender: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly text: string;
  readonly at: number;
  readonly userData?: unknown;
  readonly removedBy?: string;
}

/** A range of messages, by `seq`. */
export interface ChatRange {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}
