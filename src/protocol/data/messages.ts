import type { GenericSchema, InferOutput } from 'valibot';
import { ChatLock, ChatRemoved, MessageContent, RoomChat } from '../chat/chat-messages.ts';
import { Banned, RoleChange } from '../moderation/moderation-messages.ts';
import { SeatUpdate } from './seat-update.ts';
import { invitationMessages, requestMessages } from '../speakers/speaker-messages.ts';

/** The engine's messages to an audio room, which the media server carries as data packets: name → schema. */
export const messages = {
  _seat_update: SeatUpdate,
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

/** Messages that an audio room ignores: `_seat_update` contains the mode, and an audio room has no stage. */
export const ignored: ReadonlySet<string> = new Set([
  '_mode_change',
  '_stage_update',
  '_stage_request',
  '_stage_request_rejected',
  '_stage_invitation',
  '_stage_invitation_accepted',
  '_stage_invitation_declined',
  '_live_ended',
]);

export const isMessage = (name: string): name is MessageName => Object.hasOwn(messages, name);
