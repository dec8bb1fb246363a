import type { TransportParticipant } from '../../platform/transport.ts';
import type { Role } from '../../protocol/role.ts';
import { equal } from '../../reactive/equal.ts';
import type { Participant } from '../../model/shapes.ts';

/** A person as the media server shows them, in the public shape. */
export function participantOf(
  { identity, name, avatar, attributes, sending }: TransportParticipant,
  { mine, role, silenced }: { mine: boolean; role: Role; silenced: boolean },
): Participant {
  return {
    identity,
    name,
    avatar,
    role,
    attributes,
    mine,
    microphone: sending.microphone,
    camera: sending.camera,
    screen: sending.screen_share,
    muted: silenced || !sending.microphone,
    silenced,
  };
}

/** The same object for an unchanged person: whoever follows one person is not disturbed by the others. */
export function keepUnchanged(
  before: readonly Participant[],
  now: readonly Participant[],
): readonly Participant[] {
  const old = new Map(before.map((each) => [each.identity, each]));
  return now.map((each) => {
    const was = old.get(each.identity);
    return was && equal(was, each) ? was : each;
  });
}
