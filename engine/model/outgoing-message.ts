/** A message to participants, beside the state of the room. Its body is built key by key, and never a caller's object. */
export interface OutgoingMessage {
  readonly to: 'all' | readonly string[];
  /** A body with a `type` gets the room's `epoch`, `rev` and `version` when the change is committed. */
  readonly body: Readonly<Record<string, unknown>>;
}
