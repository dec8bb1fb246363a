import type { Person } from '../../model/participant.ts';
import type { TransportParticipant } from '../../platform/transport.ts';

/** A participant of whom the engine tells, as the media server would show them. */
export const unshownParticipant = ({
  identity,
  name,
  avatar,
  role,
  attributes = {},
}: Pick<Person, 'identity' | 'name' | 'avatar'> &
  Partial<Pick<Person, 'role' | 'attributes'>>): TransportParticipant => ({
  identity,
  name: name || identity,
  avatar,
  attributes,
  metadata: { ...(role && { role }) },
  publishing: { microphone: false, camera: false, screen_share: false },
});
