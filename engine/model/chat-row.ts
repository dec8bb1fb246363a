/** A message of a room's chat, as it is kept. */
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

/** Which messages, by `seq`. */
export interface ChatRange {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}
