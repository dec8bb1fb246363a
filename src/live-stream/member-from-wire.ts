import type { Participant } from '../model/participant.ts';
import type { StageMember } from '../model/stage-member.ts';
import type { WireStageMember } from '../protocol/stage/stage.ts';

/**
 * A participant on stage in the public shape.
 *
 * @param person the same participant, where the media server shows them
 */
export function toStageMember(
  { identity, name, avatar, role, attributes, away, muted, video_muted }: WireStageMember,
  person: Participant | undefined,
  mine: boolean,
): StageMember {
  const { microphone = false, camera = false, screen = false } = person ?? {};
  return {
    identity,
    name: name || person?.name || identity,
    avatar,
    role,
    attributes,
    mine,
    microphone,
    camera,
    screen,
    muted: muted || !microphone,
    silenced: muted,
    away,
    videoMuted: video_muted,
  };
}
