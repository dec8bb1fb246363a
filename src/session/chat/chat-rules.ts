import type { ErrorCode } from '../../protocol/codes.ts';
import { mayActOn } from '../../protocol/policy.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { Participant } from '../../model/participant.ts';
import type { Refusal, Rule } from '../core/allowed.ts';
import type { Chat } from './chat.ts';
import { ruleChecks, type RuleSession } from '../core/rule-checks.ts';
import type { PeerChat } from './peer-chat.ts';

export interface ChatRulesSession extends RuleSession {
  readonly chat: Pick<Chat, 'locked' | 'earlier' | 'get'>;
  readonly participants: { get(identity: string): ReadonlySignal<Participant | undefined> };
}

const nothingEarlier: Refusal = ['not_found', 'there is nothing from before', 'Nothing is left to do.'];

/**
 * The rules of chat and app messages.
 *
 * @param peers shows whether participants carry the chat, where history, removal and lock are missing
 */
export const chatRules = (session: ChatRulesSession, peers: Pick<PeerChat, 'active' | 'granted'>) => {
  const { chat, connection, participants, role } = session;
  const { joined, may } = ruleChecks(session);
  /** A message that is written in an outage is sent after the outage. */
  const joinedOrReconnecting = () => (connection.state.get() === 'reconnecting' ? null : joined());
  const byEngine = () => joined() ?? (peers.active ? 'feature_disabled' : null);
  const amongPeers = () => joined() ?? (peers.granted ? null : 'feature_disabled');
  const removal = ({ mine, identity }: ChatMessage): ErrorCode | null => {
    if (mine) return may('removeMessage');
    const refused = may('removeOthersMessage');
    if (refused) return refused;
    const target = participants.get(identity).get()?.role;
    const cell = target ? mayActOn('removeOthersMessage', role.get(), target) : 'yes';
    return cell === 'yes' ? null : cell;
  };
  return {
    sendChat: () =>
      peers.active
        ? amongPeers()
        : (joinedOrReconnecting() ?? may(chat.locked.get() ? 'sendLockedChat' : 'sendChat')),
    removeMessage: (id: string) => {
      const refused = byEngine();
      if (refused) return refused;
      const message = chat.get(id).get();
      return message ? removal(message) : 'not_found';
    },
    loadEarlier: () => byEngine() ?? may('readChat') ?? (chat.earlier.get() ? null : nothingEarlier),
    lockComments: () => byEngine() ?? may('lockComments'),
    unlockComments: () => byEngine() ?? may('lockComments'),
    sendData: () => joined() ?? may('sendData'),
  } satisfies Record<string, Rule>;
};

export type ChatRules = ReturnType<typeof chatRules>;
