import { UTDBansElement } from '../elements/session/bans.ts';
import { UTDChatElement } from '../elements/session/chat.ts';
import { UTDDevicesElement } from '../elements/session/devices.ts';
import { UTDInvitationsElement } from '../elements/session/invitations.ts';
import { UTDMessagesElement } from '../elements/session/messages.ts';
import { UTDParticipantElement } from '../elements/session/participant.ts';
import { UTDParticipantsElement } from '../elements/session/participants.ts';
import { UTDRequestsElement } from '../elements/session/requests.ts';
import { UTDStageElement } from '../elements/session/stage.ts';
import { UTDStatusElement } from '../elements/session/status.ts';
import type { SessionTag } from './tags.ts';

export const elements = {
  'utd-status': UTDStatusElement,
  'utd-stage': UTDStageElement,
  'utd-participants': UTDParticipantsElement,
  'utd-participant': UTDParticipantElement,
  'utd-chat': UTDChatElement,
  'utd-messages': UTDMessagesElement,
  'utd-requests': UTDRequestsElement,
  'utd-invitations': UTDInvitationsElement,
  'utd-devices': UTDDevicesElement,
  'utd-bans': UTDBansElement,
} satisfies Record<SessionTag, CustomElementConstructor>;
