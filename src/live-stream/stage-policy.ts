import type { Role } from '../protocol/role.ts';
import { rolesOf } from '../protocol/role.ts';
import type { Source } from '../platform/transport.ts';
import type { Refusal } from '../session/core/allowed.ts';
import type { RoomPolicy } from '../session/core/room-policy.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import type { Audience } from './audience.ts';
import { unshownParticipant } from '../session/core/unshown-participant.ts';
import type { Stage } from './stage.ts';

/** The refusal of every source of an admin. */
export const neverOnCamera: Refusal = [
  'forbidden_role',
  'an admin moderates and is never on camera',
  'Ask the host to change the role.',
];

const offStage: Refusal = ['forbidden_role', 'only the host and guests are on stage', 'Request the stage.'];

/** The refusal of every source while the stream is not live. */
const notLive: Readonly<Partial<Record<Role, Refusal>>> = {
  host: ['forbidden', 'the stream is not live', 'Go live first.'],
  guest: ['forbidden', 'the stream is not live', 'Wait until the host goes live.'],
};

/** The roles whose participants the media server never hides. */
const shownRoles: ReadonlySet<Role | undefined> = new Set<Role>(['host', 'admin']);

interface StagePolicyDeps {
  readonly stage: Stage;
  readonly audience: Audience;
  /** The role of the local participant. Reads signals. */
  role(): Role;
}

/** The decisions of a live stream: the host and the guests are seen and heard while the stream is live. */
export function stagePolicy(scope: SessionScope, { stage, audience, role }: StagePolicyDeps): RoomPolicy {
  const onAir = (identity: string) => (stage.live.get() ? stage.member(identity) : undefined);
  const isMuted = (source: Source, identity: string) => {
    const { muted = false, video_muted = false } = stage.member(identity) ?? {};
    return source === 'microphone' ? muted : video_muted;
  };
  return {
    lastRole: rolesOf.live_stream[3],
    hidden: {
      count: () => audience.count,
      roster([me, ...others]) {
        if (!me) return [];
        const shown = others.filter(
          ({ identity, metadata }) => stage.member(identity) || shownRoles.has(metadata.role),
        );
        const present = new Set([me, ...shown].map(({ identity }) => identity));
        const absent = stage.onStageByEngine.filter(({ identity }) => !present.has(identity));
        return [me, ...shown, ...absent.map(unshownParticipant)];
      },
    },
    audible: (identity) => onAir(identity)?.muted === false,
    silenced: (identity) => isMuted('microphone', identity),
    visible: (identity) => onAir(identity)?.video_muted === false,
    videoMuted: (identity) => isMuted('camera', identity),
    onAir: () => onAir(scope.identity.get() ?? '') !== undefined,
    refused(source) {
      if (!stage.onStage || stage.leaving) return role() === 'admin' ? neverOnCamera : offStage;
      if (!stage.live.get()) return notLive[role()] ?? notLive.guest!;
      return isMuted(source, scope.identity.get() ?? '') ? 'forbidden' : null;
    },
  };
}
