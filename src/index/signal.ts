/** The API of the signalling plane alone. */
export { signalContext } from '../elements/signalling/signal-context.ts';
export { SignalController } from '../controllers/signal-controller.ts';
export { UTDConversationElement } from '../elements/signalling/conversation.ts';
export { UTDConversationsElement } from '../elements/signalling/conversations.ts';
export { UTDPresenceElement } from '../elements/signalling/presence.ts';
export { UTDSignalElement } from '../elements/signalling/signal.ts';
export type {
  Conversation,
  ConversationItem,
  CredentialsProvider,
  DirectMessage,
  HistoryPage,
  IncomingCall,
  MessageContent,
  MessageRecipient,
  PresenceStatus,
  SignalCredentials,
  SignalEnded,
  SignalOptions,
  SignalState,
} from '../model/signalling.ts';
