import type { ErrorCode } from '../../protocol/codes.ts';
import { isIdentity } from '../../protocol/identity.ts';
import { mayActOn, type Operation } from '../../protocol/policy.ts';
import type { InviteRole } from '../../protocol/moderation/moderation-endpoints.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Participant } from '../../model/participant.ts';
import type { Refusal, Rule } from '../core/allowed.ts';
import { ruleChecks, type RuleSession } from '../core/rule-checks.ts';

interface ModerationRulesSession extends RuleSession {
  readonly identity: ReadonlySignal<string | null>;
  readonly participants: {
    get(identity: string): ReadonlySignal<Participant | undefined>;
    /** The role of the participants who may be there without being known. Reads signals. */
    readonly hiddenRole: Role | null;
  };
}

const selfRefusal = (fix: string): Refusal => ['target_protected', 'it is you', fix];

/** The rules of moderation. The order of the checks is the engine's. */
export const moderationRules = (session: ModerationRulesSession) => {
  const { joined, may } = ruleChecks(session);
  const isLocal = (identity: string) => identity === session.identity.get();
  const roleRefusal = (operation: Operation, { identity, role }: Participant): ErrorCode | null => {
    const cell = isLocal(identity) ? 'yes' : mayActOn(operation, session.role.get(), role);
    return cell === 'yes' ? null : cell;
  };
  /** A rule about a participant: the session is connected, the role permits the operation, then `rest`. */
  const onParticipant =
    (
      operation: Operation,
      rest: (person: Participant | undefined, identity: string, value?: string) => Refusal | null,
    ) =>
    (identity: string, value?: string): Refusal | null =>
      joined() ??
      may(operation) ??
      // Without a subject a rule gets -1, which is no identity.
      (isIdentity(identity) ? rest(session.participants.get(identity).get(), identity, value) : 'not_found');
  const onPresent =
    (rest: (person: Participant, value?: string) => Refusal | null) =>
    (person: Participant | undefined, _: string, value?: string) =>
      person ? rest(person, value) : session.participants.hiddenRole === null ? 'not_found' : null;
  const permitted = (operation: Operation) => () => joined() ?? may(operation);

  return {
    kick: onParticipant(
      'kick',
      onPresent((person) => (person.mine ? selfRefusal('Leave instead.') : roleRefusal('kick', person))),
    ),
    ban: onParticipant('ban', (person, identity) =>
      isLocal(identity) ? selfRefusal('Leave instead.') : person ? roleRefusal('ban', person) : null,
    ),
    unban: onParticipant('unban', () => null),
    readBans: permitted('readBans'),
    end: permitted('endRoom'),
    forceMute: onParticipant(
      'forceMute',
      onPresent((person) =>
        person.mine && session.role.get() !== 'host'
          ? selfRefusal('Switch your microphone off instead.')
          : roleRefusal('forceMute', person),
      ),
    ),
    /** @param value the new role. Without a role no comparison with the present role is made. */
    changeRole: onParticipant(
      'changeRole',
      onPresent(({ role }, value) =>
        role === 'host' ? 'target_protected' : role === value ? 'role_unchanged' : null,
      ),
    ),
    /** @param role the role that the link gives. Without a role any link is meant. */
    invite: (role?: InviteRole) =>
      joined() ?? may('invite') ?? (role === 'admin' || role === 'host' ? may('inviteAdmin') : null),
  } satisfies Record<string, Rule>;
};

export type ModerationRules = ReturnType<typeof moderationRules>;
