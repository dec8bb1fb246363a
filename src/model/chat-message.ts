/** A message of the room's chat. The text is a participant's input: show it as text, never as markup. */
export interface ChatMessage {
  readonly id: string;
  /** Identity of the sender. */
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly text: string;
  readonly at: Date;
  readonly mine: boolean;
  /** The app's own data beside the text; `undefined` where the message has none. */
  readonly userData: unknown;
}

/** Data of the app's own meaning, as `data.send` or the app's backend sent it. */
export interface AppMessage {
  readonly id: string;
  /** Identity of the sender, as the engine knows it. `null` is the app's backend; no participant can send as `null`. */
  readonly from: string | null;
  readonly data: unknown;
  readonly at: Date;
}
