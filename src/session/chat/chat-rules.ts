import type { ErrorCode } from '../../protocol/codes.ts';
import { mayActOn } from '../../protocol/policy.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { Participant } from '../../model/shapes.ts';
import type { Refusal, Rule } from '../core/allowed.ts';
import type { Chat } from './chat.ts';
import type { RuleSession } from '../core/in-room.ts';
import type { PeerChat } from './peer-chat.ts';
import { roomRules } from '../core/room-rules.ts';

export interface Known extends RuleSession {
  readonly chat: Pick<Chat, 'locked' | 'earlier' | 'get'>;
  readonly participants: { get(identity: string): ReadonlySignal<Participant | undefined> };
}

const nothingEarlier: Refusal = ['not_found', 'there is nothing from before', 'Nothing is left to do.'];

/**
 * What is possible with chat and app messages.
 *
 * @param peers what only an engine can do is not there where they carry the chat
 */
export const chatRules = (peers: Pick<PeerChat, 'carry' | 'granted'>) => (session: Known) => {
  const { chat, connection, participants, role } = session;
  const { joined, may } = roomRules(session);
  /** What is written in an outage goes out after it. */
  const here = () => (connection.state.get() === 'reconnecting' ? null : joined());
  const byEngine = () => joined() ?? (peers.carry ? 'feature_disabled' : null);
  const amongPeers = () => joined() ?? (peers.granted ? null : 'feature_disabled');
  const removal = ({ mine, identity }: ChatMessage): ErrorCode | null => {
    if (mine) return may('removeMessage');
    const refused = may('removeOthersMessage');
    if (refused) return refused;
    const cell = mayActOn(
      'removeOthersMessage',
      role.get(),
      participants.get(identity).get()?.role ?? 'listener',
    );
    return cell === 'yes' ? null : cell;
  };
  return {
    sendChat: () =>
      peers.carry ? amongPeers() : (here() ?? may(chat.locked.get() ? 'sendLockedChat' : 'sendChat')),
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

export type ChatRules = ReturnType<ReturnType<typeof chatRules>>;
