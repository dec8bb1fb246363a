import type { GenericSchema, InferOutput } from 'valibot';
import { CallUpdate } from '../call/call-messages.ts';
import { ChatLock, ChatRemoved, MessageContent, RoomChat } from '../chat/chat-messages.ts';
import { Banned, RoleChange } from '../moderation/moderation-messages.ts';
import { Audience } from './audience.ts';
import { SeatUpdate } from './seat-update.ts';
import { invitationMessages, requestMessages } from '../speakers/speaker-messages.ts';
import { LiveEnded, StageUpdate } from '../stage/stage-messages.ts';

/** The engine's messages to a room, which the media server carries as data packets: name → schema. */
export const messages = {
  _seat_update: SeatUpdate,
  _stage_update: StageUpdate,
  _live_ended: LiveEnded,
  _call_update: CallUpdate,
  _audience: Audience,
  ...requestMessages,
  ...invitationMessages,
  _role_change: RoleChange,
  _chat_lock: ChatLock,
  _chat_removed: ChatRemoved,
  _banned: Banned,
  roomChat: RoomChat,
  messageContent: MessageContent,
} as const satisfies Record<string, GenericSchema>;

export type MessageName = keyof typeof messages;
export type Message<N extends MessageName = MessageName> = InferOutput<(typeof messages)[N]>;

/** Messages that are ignored: `_seat_update` contains the mode. */
export const ignored: ReadonlySet<string> = new Set(['_mode_change']);

export const isMessage = (name: string): name is MessageName => Object.hasOwn(messages, name);
