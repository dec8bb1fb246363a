/** What is told to people in a room, beside its state: built key by key, never a caller's object. */
export interface Message {
  /** Everybody, or these. */
  readonly to: 'all' | readonly string[];
  /** One with a `type` is stamped with the room's `epoch`, `rev` and `version` when it is committed. */
  readonly body: Readonly<Record<string, unknown>>;
}
