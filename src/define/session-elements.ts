import { UTDBansElement } from '../elements/session/bans.ts';
import { UTDChatElement } from '../elements/session/chat.ts';
import { UTDDevicesElement } from '../elements/session/devices.ts';
import { UTDMessagesElement } from '../elements/session/messages.ts';
import { UTDParticipantElement } from '../elements/session/participant.ts';
import { UTDParticipantsElement } from '../elements/session/participants.ts';
import { UTDStatusElement } from '../elements/session/status.ts';
import type { SessionTag } from './tags.ts';

export const elements = {
  'utd-status': UTDStatusElement,
  'utd-participants': UTDParticipantsElement,
  'utd-participant': UTDParticipantElement,
  'utd-chat': UTDChatElement,
  'utd-messages': UTDMessagesElement,
  'utd-devices': UTDDevicesElement,
  'utd-bans': UTDBansElement,
} satisfies Record<SessionTag, CustomElementConstructor>;
