import type { Content } from '../../src/protocol/signalling/conversation.ts';

/** A direct conversation, or a group, in the store. */
export interface ConversationRow {
  readonly app: string;
  readonly id: string;
  /** The name of a group. */
  readonly name: string | null;
  /** The person who manages a group. */
  readonly creator: string | null;
  /** The offset of the last message; 0 for none. */
  readonly newest: number;
  /** The time of the last message, or of the beginning. */
  readonly at: number;
}

/** A person of a conversation. */
export interface MemberRow {
  readonly conversation: string;
  readonly identity: string;
  /** The offset up to which the person has read. */
  readonly seen: number;
}

/** A message of a conversation in the store. */
export interface MessageRow {
  readonly app: string;
  readonly conversation: string;
  /** Counts the messages of the conversation from 1. */
  readonly offset: number;
  readonly clientId: string;
  readonly sender: string;
  readonly name: string | null;
  readonly content: Content;
  readonly at: number;
}
