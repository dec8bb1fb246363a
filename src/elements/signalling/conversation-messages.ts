import type { SignalController } from '../../controllers/signal-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Conversation } from '../../model/signalling.ts';
import { verdictOf } from '../../model/verdict.ts';
import { computed } from '../../reactive/signal.ts';
import { watch } from '../../reactive/watch.ts';
import type { MessagesSession } from '../session/messages-context.ts';

const nothingEarlier = ['not_found', 'there is nothing from before', 'Nothing is left to do.'] as const;
const happened = 'messages of a conversation cannot be removed';
const noRemoval = ['unsupported', happened, 'Nothing is left to do.'] as const;

/** The messages of a conversation, for a list of messages; none while no conversation is open. */
export function messagesOf(
  session: SignalController | undefined,
  conversation: Conversation | undefined,
): MessagesSession {
  const earlier = computed(() => verdictOf(conversation?.earlier.get() ? null : nothingEarlier));
  const removal = computed(() => verdictOf(noRemoval));
  return {
    watch,
    fail: (error) => session?.fail(error),
    chat: {
      messages: conversation?.messages ?? computed(() => []),
      isHistory: (id) => conversation?.isHistory(id) ?? false,
      loadEarlier: async () => conversation?.loadEarlier() ?? false,
      remove: () => Promise.reject(new UTDStreamError('unsupported', 'remove a message', { happened })),
    },
    allowed: (operation: 'loadEarlier' | 'removeMessage') =>
      operation === 'loadEarlier' ? earlier : removal,
  };
}
