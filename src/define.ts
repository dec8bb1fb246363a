/** Registers every tag, or none. Importing it is its only use. */
import { UTDAudioRoomElement } from './elements/audio-room/audio-room.ts';
import { UTDChatElement } from './elements/session/chat.ts';
import { UTDBansElement } from './elements/session/bans.ts';
import { UTDClientElement } from './elements/session/client.ts';
import { UTDDevicesElement } from './elements/session/devices.ts';
import { UTDMessagesElement } from './elements/session/messages.ts';
import { UTDInvitationsElement } from './elements/audio-room/invitations.ts';
import { UTDParticipantElement } from './elements/session/participant.ts';
import { UTDParticipantsElement } from './elements/session/participants.ts';
import { UTDRequestsElement } from './elements/audio-room/requests.ts';
import { UTDSeatElement } from './elements/audio-room/seat.ts';
import { UTDSeatsElement } from './elements/audio-room/seats.ts';
import { UTDStatusElement } from './elements/session/status.ts';
import { version } from './model/version.ts';

/** Providers first, so that they are there when what is inside looks for them. */
const tags = {
  'utd-client': UTDClientElement,
  'utd-audio-room': UTDAudioRoomElement,
  'utd-status': UTDStatusElement,
  'utd-seats': UTDSeatsElement,
  'utd-seat': UTDSeatElement,
  'utd-participants': UTDParticipantsElement,
  'utd-participant': UTDParticipantElement,
  'utd-chat': UTDChatElement,
  'utd-messages': UTDMessagesElement,
  'utd-requests': UTDRequestsElement,
  'utd-invitations': UTDInvitationsElement,
  'utd-devices': UTDDevicesElement,
  'utd-bans': UTDBansElement,
} as const;

const mark = Symbol.for('utd-stream-elements');

/** Elements of two copies in one page would not see each other's signals, so the first copy wins, whole. */
function define(page: typeof globalThis & { [mark]?: string }): void {
  const first = page[mark];
  if (first === undefined && !Object.keys(tags).some((tag) => customElements.get(tag))) {
    page[mark] = version;
    for (const [tag, element] of Object.entries(tags)) customElements.define(tag, element);
  } else if (first !== version)
    console.warn(
      `utd-stream-elements ${version} was not registered: ${first ?? 'something else'} came first in this page.`,
    );
}

if (typeof customElements !== 'undefined') define(globalThis);
