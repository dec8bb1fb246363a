import type { LinkPerson } from '../edge/transport.ts';
import type { Participant } from '../shapes.ts';

/** A person as the media server shows them, in the public shape. */
export function participantOf(
  { identity, name, avatar, attributes, metadata, sending }: LinkPerson,
  { mine, silenced }: { mine: boolean; silenced: boolean },
): Participant {
  return {
    identity,
    name,
    avatar,
    role: metadata.role ?? 'listener',
    attributes,
    mine,
    microphone: sending.microphone,
    camera: sending.camera,
    screen: sending.screen_share,
    muted: silenced || !sending.microphone,
    silenced,
  };
}
