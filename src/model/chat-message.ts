/** A message of the room's chat. Its text is what somebody wrote: show it as text, never as markup. */
export interface ChatMessage {
  readonly id: string;
  /** Whose it is. */
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly text: string;
  readonly at: Date;
  readonly mine: boolean;
  /** The app's own data, as it was sent; `undefined` where there is none. */
  readonly userData: unknown;
}

/** Data that an app sent to the room by its own meaning. */
export interface AppMessage {
  readonly id: string;
  /** Who sent it, as the engine says; `null`: the app's own backend, which nobody else can claim to be. */
  readonly from: string | null;
  readonly data: unknown;
  readonly at: Date;
}
