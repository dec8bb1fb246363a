import { UTDMessagesElement } from '../elements/session/messages.ts';
import { UTDStatusElement } from '../elements/session/status.ts';
import { UTDConversationElement } from '../elements/signalling/conversation.ts';
import { UTDConversationsElement } from '../elements/signalling/conversations.ts';
import { UTDPresenceElement } from '../elements/signalling/presence.ts';
import { UTDSignalElement } from '../elements/signalling/signal.ts';
import type { CommonTag, ProductTag } from './tags.ts';

// For scripts of a page without a bundler: one copy serves them and the elements.
export * from '../index/signal.ts';
export { signalEndpoints } from '../protocol/signalling/signal-endpoints.ts';

/** The signalling plane whole. The provider is first, so that it is there when what is inside looks for it. */
export const elements = {
  'utd-signal': UTDSignalElement,
  'utd-presence': UTDPresenceElement,
  'utd-conversations': UTDConversationsElement,
  'utd-conversation': UTDConversationElement,
  'utd-status': UTDStatusElement,
  'utd-messages': UTDMessagesElement,
} satisfies Record<ProductTag<'signal'> | CommonTag, CustomElementConstructor>;
