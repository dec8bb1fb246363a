import { createContext } from '@lit/context';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ShownSession } from '../dom/shown-session.ts';

/** The messages that a list shows: those of a media session, or of a conversation. */
export interface MessagesSession extends ShownSession {
  readonly chat: {
    /** The oldest first. */
    readonly messages: ReadonlySignal<readonly ChatMessage[]>;
    /** Whether a message is from before the join or the first read, or was read by `loadEarlier`. */
    isHistory(id: string): boolean;
    loadEarlier(): Promise<boolean>;
    remove(id: string): Promise<void>;
  };
  readonly allowed: {
    (operation: 'loadEarlier'): ReadonlySignal<Verdict>;
    (operation: 'removeMessage', id: string): ReadonlySignal<Verdict>;
  };
}

/** The messages of the nearest conversation. Two copies of this package in a page share the key. */
export const messagesContext = createContext<MessagesSession | undefined>(Symbol.for('utd-messages'));
