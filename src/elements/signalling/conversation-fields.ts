import type { SignalController } from '../../controllers/signal-controller.ts';
import type { ConversationItem } from '../../model/signalling.ts';
import type { Fields } from '../templates/bindings.ts';

/** The conversation of an id in the list; `undefined` for one that is new, or on a page that was not loaded. Reads a signal. */
export const itemOf = (
  { conversations }: SignalController,
  conversation: string,
): ConversationItem | undefined => conversations.get().find(({ id }) => id === conversation);

/**
 * The fields that a conversation binds.
 *
 * @param nameOf the name of a member by identity
 */
export function conversationFields(
  { members, typing, unread, ...item }: ConversationItem,
  nameOf: (identity: string) => string,
): Fields {
  const names = (identities: readonly string[]) => identities.map(nameOf).join(', ');
  // A count of 0 is empty, as a badge of unread messages is.
  return { ...item, unread: unread || null, members: names(members), typing: names(typing) };
}
