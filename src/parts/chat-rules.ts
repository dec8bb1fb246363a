import type { ErrorCode } from '../protocol/codes.ts';
import { mayActOn } from '../protocol/policy.ts';
import type { View } from '../reactive/signal.ts';
import type { ChatMessage } from '../message-shapes.ts';
import type { Participant } from '../shapes.ts';
import type { Refusal, Rule } from './allowed.ts';
import type { Chat } from './chat.ts';
import type { InRoom } from './in-room.ts';
import { roomRules } from './room-rules.ts';

interface Known extends InRoom {
  readonly chat: Pick<Chat, 'locked' | 'earlier' | 'get'>;
  readonly participants: { get(identity: string): View<Participant | undefined> };
}

const nothingEarlier: Refusal = ['not_found', 'there is nothing from before', 'Nothing is left to do.'];

/** What is possible with chat and app messages. */
export const chatRules = (session: Known) => {
  const { chat, connection, participants, role } = session;
  const { joined, may } = roomRules(session);
  /** What is written in an outage goes out after it. */
  const here = () => (connection.state.get() === 'reconnecting' ? null : joined());
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
    sendChat: () => here() ?? may(chat.locked.get() ? 'sendLockedChat' : 'sendChat'),
    removeMessage: (id: string) => {
      const refused = joined();
      if (refused) return refused;
      const message = chat.get(id).get();
      return message ? removal(message) : 'not_found';
    },
    loadEarlier: () => joined() ?? may('readChat') ?? (chat.earlier.get() ? null : nothingEarlier),
    lockComments: () => joined() ?? may('lockComments'),
    unlockComments: () => joined() ?? may('lockComments'),
    sendData: () => joined() ?? may('sendData'),
  } satisfies Record<string, Rule>;
};

export type ChatRules = ReturnType<typeof chatRules>;
