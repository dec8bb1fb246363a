import { maxRequests } from '../protocol/constants.ts';
import { isIdentity } from '../protocol/identity.ts';
import { mayActOn, type Operation } from '../protocol/policy.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Participant } from '../model/participant.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import { ruleChecks, type RuleSession } from '../session/core/rule-checks.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import type { Stage } from './stage.ts';
import { neverOnCamera } from './stage-policy.ts';

interface StageRulesSession extends RuleSession {
  readonly stage: Pick<
    Stage,
    'live' | 'requests' | 'invitations' | 'mine' | 'waiting' | 'previewing' | 'onStage' | 'member'
  >;
  readonly media: Pick<LocalMedia, 'micEnabled' | 'cameraEnabled'>;
  readonly participants: {
    get(identity: string): ReadonlySignal<Participant | undefined>;
  };
}

const sentAlready: Refusal = ['busy', 'others see or hear you already', 'Nothing is left to do.'];
const notLive: Refusal = ['not_found', 'the stream is not live', 'Go live first.'];
const notOnStage: Refusal = [
  'not_found',
  'only participants on stage can leave it',
  'Nothing is left to do.',
];
const hostStays: Refusal = ['target_protected', 'the host stays on stage', 'End the live stream instead.'];
const onStageAlready: Refusal = ['already_on_stage', 'you are on stage already', 'Nothing is left to do.'];

/** The rules of the stage. The order of the checks is the engine's. */
export const stageRules = (session: StageRulesSession) => {
  const { media, participants, role, stage } = session;
  const { joined, may } = ruleChecks(session);
  const isSending = () => media.micEnabled.get() || media.cameraEnabled.get();
  /** A rule: the session is connected, the role permits the operation, then `state`. */
  const about =
    <A extends number | string>(operation: Operation, state: (about: A) => Refusal | null): Rule<A> =>
    (about) =>
      joined() ?? may(operation) ?? state(about);
  const requestGone = (identity: string) =>
    stage.requests.get().some((each) => each.identity === identity) ? null : 'request_gone';
  const invitationGone = (id: string) =>
    stage.invitations.get().some((each) => each.id === id) ? null : 'invite_expired';
  return {
    goLive: about('goLive', () => (stage.live.get() && isSending() ? sentAlready : null)),
    endLive: () => joined('endLive') ?? may('endLive') ?? (stage.live.get() ? null : notLive),
    preview: () =>
      joined() ??
      (stage.previewing.get()
        ? null
        : may('requestStage')
          ? neverOnCamera
          : isSending()
            ? sentAlready
            : null),
    requestStage: about('requestStage', () =>
      stage.onStage
        ? onStageAlready
        : stage.mine.get()
          ? 'already_requested'
          : stage.waiting.get() >= maxRequests
            ? 'requests_full'
            : null,
    ),
    cancelRequest: () =>
      joined('cancelStageRequest') ?? may('cancelStageRequest') ?? (stage.mine.get() ? null : 'request_gone'),
    approveRequest: about('answerStageRequest', requestGone),
    rejectRequest: about('answerStageRequest', requestGone),
    acceptInvitation: about(
      'answerStageInvitation',
      (id: string) => invitationGone(id) ?? (role.get() === 'admin' ? neverOnCamera : null),
    ),
    declineInvitation: about('answerStageInvitation', invitationGone),
    leaveStage: () =>
      joined('leaveStage') ??
      may('leaveStage') ??
      (!stage.onStage ? notOnStage : role.get() === 'host' ? hostStays : null),
    inviteToStage: about('inviteToStage', (identity: string) => {
      // Without a subject a rule gets -1, which is no identity.
      if (!isIdentity(identity)) return 'not_found';
      const person = participants.get(identity).get();
      return stage.member(identity) ? 'already_on_stage' : person?.role === 'admin' ? neverOnCamera : null;
    }),
    removeFromStage: about('removeFromStage', (identity: string) => {
      const member = stage.member(identity);
      const target = member?.role ?? participants.get(identity).get()?.role;
      const cell = target ? mayActOn('removeFromStage', role.get(), target) : 'yes';
      if (cell !== 'yes') return cell;
      return target === 'host' ? hostStays : member ? null : notOnStage;
    }),
  } satisfies Record<string, Rule>;
};

export type StageRules = ReturnType<typeof stageRules>;
