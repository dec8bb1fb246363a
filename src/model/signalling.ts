import type { UTDStreamError } from '../errors/errors.ts';
import type { CallType } from '../protocol/call/call.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { Status } from '../protocol/signalling/presence.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { ChatMessage } from './chat-message.ts';
import type { Logger } from './logger.ts';

/** The state of the connection to the signalling sockets. */
export type SignalState = 'disconnected' | 'connecting' | 'connected' | 'reconnecting';

/** The end of the last connection. The state is kept until the next `connect`. */
export interface SignalEnded {
  /** `left`: `disconnect` was called. `failed`: the first connect failed. All others: the engine's refusal. */
  readonly why: 'left' | 'failed' | ErrorCode;
  /** A full sentence, for display. */
  readonly message: string;
  /** The failure or the refusal. Absent after `disconnect`. */
  readonly error?: UTDStreamError;
}

/** The status of a person, which is the best status of the person's devices. */
export type PresenceStatus = Status;

/** The credentials of a connection, as the app's backend gets them from the engine. */
export interface SignalCredentials {
  /** The signal token, which names the person. */
  readonly token: string;
  /** The `wss:` address of the signalling sockets. */
  readonly url: string;
}

/** Gives fresh credentials. Called at every connect and reconnect. `signal` aborts when the answer is waited for no more. */
export type CredentialsProvider = (ask: { readonly signal: AbortSignal }) => Promise<SignalCredentials>;

/** The options of a `SignalController`. */
export interface SignalOptions {
  /** Takes precedence over `tokenUrl`. */
  readonly credentialsProvider?: CredentialsProvider | undefined;
  /** Same-origin address that answers `{ token, url }` to a POST with the page's cookies. */
  readonly tokenUrl?: string | undefined;
  /** Default: warnings are dropped. */
  readonly logger?: Logger | undefined;
  /** The status of this device until `setPresence`. Default: `online`. */
  readonly status?: PresenceStatus | undefined;
}

/** A message of a conversation. The text is a person's input: show it as text, never as markup. */
export interface DirectMessage extends ChatMessage {
  /** The id of the conversation. */
  readonly conversation: string;
  /** Counts the messages of the conversation from 1, without holes. */
  readonly offset: number;
}

/** The recipient of a message: one person, or one group. */
export type MessageRecipient =
  | { readonly toIdentity: string; readonly toGroup?: undefined }
  | { readonly toGroup: string; readonly toIdentity?: undefined };

/** The content of a message: a text, data of the app's own, or both. */
export interface MessageContent {
  /** At most 2,000 characters. */
  readonly text?: string | undefined;
  /** JSON of at most 8 KiB and 8 levels. */
  readonly data?: unknown;
}

/** A page of earlier messages. */
export interface HistoryPage {
  /** The oldest first. */
  readonly messages: readonly DirectMessage[];
  /** Whether there are earlier messages. */
  readonly more: boolean;
}

/** A conversation in the list of the local person. */
export interface ConversationItem {
  readonly id: string;
  /** Identity of the other person of a direct conversation; `null` for a group. */
  readonly identity: string | null;
  readonly group: boolean;
  /** The name of the group or of the other person, and the identity where no name is known. Never empty. */
  readonly name: string;
  /** Signalling carries no pictures. The app may know one by `identity`. */
  readonly avatar: null;
  /** The text of the last message; empty where there is none. */
  readonly text: string;
  /** The time of the last message; `null` where there is none. */
  readonly at: Date | null;
  /** The number of messages after the last that the local person has read. */
  readonly unread: number;
  /** Identities, the local person included. */
  readonly members: readonly string[];
  /** Identities of the others who are typing. */
  readonly typing: readonly string[];
}

/** A direct conversation, or a group. State and operations last as long as the controller. */
export interface Conversation {
  readonly id: string;
  /**
   * The newest 300 messages, oldest first. The first read of this signal while connected brings the newest 50;
   * `loadEarlier` brings more, and a list that it has made longer stays as long.
   */
  readonly messages: ReadonlySignal<readonly DirectMessage[]>;
  /** Whether `loadEarlier` may bring more. */
  readonly earlier: ReadonlySignal<boolean>;
  /** The number of messages after the last that the local person has read. */
  readonly unread: ReadonlySignal<number>;
  /** Identities of the others who are typing. Each ends by itself after some seconds. */
  readonly typing: ReadonlySignal<readonly string[]>;
  /** Identity → offset of the last message that this person has read. */
  readonly receipts: ReadonlySignal<ReadonlyMap<string, number>>;
  /**
   * Sends a message, as `SignalController.sendMessage` does.
   *
   * @param text at most 2,000 characters; shown as text everywhere, never as markup
   * @param options.userData the app's own data beside the text: JSON of at most 8 KiB and 8 levels
   * @throws {UTDStreamError} `invalid_request` (its `field` is `text` or `userData`) …
   */
  send(text: string, options?: { readonly userData?: unknown }): Promise<DirectMessage>;
  /** Brings messages from before the oldest that is shown. Resolves to whether there are more still. */
  loadEarlier(): Promise<boolean>;
  /** @internal */
  isHistory(id: string): boolean;
  /** Marks all messages that have arrived as read, for the others and for the person's other devices. */
  markRead(): Promise<void>;
  /** Tells the others that the local person types, or has stopped. Repeated calls are sent every few seconds at most. */
  setTyping(on: boolean): Promise<void>;
}

/** A call that rings at the local person's devices. */
export interface IncomingCall {
  readonly callId: string;
  readonly type: CallType;
  /** Identity of the caller. */
  readonly caller: string;
  /** The caller's name, and the identity where the caller has none. */
  readonly name: string;
  readonly avatar: string | null;
  /** The end of the ring, by the clock of the engine. */
  readonly expires: Date | null;
  /** The app's own data, from the caller. */
  readonly metadata: unknown;
}
