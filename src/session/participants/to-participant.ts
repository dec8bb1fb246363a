import type { Participant } from '../../model/participant.ts';
import type { TransportParticipant } from '../../platform/transport.ts';
import type { Role } from '../../protocol/role.ts';

/** A participant of the media server, in the public shape. */
export const toParticipant = (
  { identity, name, avatar, attributes, publishing }: TransportParticipant,
  { mine, role, silenced }: { mine: boolean; role: Role; silenced: boolean },
): Participant => ({
  identity,
  name,
  avatar,
  role,
  attributes,
  mine,
  microphone: publishing.microphone,
  camera: publishing.camera,
  screen: publishing.screen_share,
  muted: silenced || !publishing.microphone,
  silenced,
});
