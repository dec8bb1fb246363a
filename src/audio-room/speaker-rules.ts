import type { ErrorCode } from '../protocol/codes.ts';
import { maxRequests } from '../protocol/constants.ts';
import type { Operation } from '../protocol/policy.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { Participant } from '../model/participant.ts';
import type { Seat, SeatGrid } from '../model/seat.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import { ruleChecks, type RuleSession } from '../session/core/rule-checks.ts';
import { seatRefusal, seatRules } from './seat-rules.ts';
import type { Speakers } from './speakers.ts';

interface SpeakerRulesSession extends RuleSession {
  readonly seats: { readonly grid: ReadonlySignal<SeatGrid>; readonly mine: ReadonlySignal<Seat | null> };
  readonly speakers: Pick<Speakers, 'requests' | 'invitations' | 'mine' | 'waiting' | 'cleared'>;
  readonly participants: { get(identity: string): ReadonlySignal<Participant | undefined> };
}

const seatsAreFree = [
  'feature_disabled',
  'nobody needs to ask here',
  'Take a free seat.',
] as const satisfies Refusal;

/** The rules of requests to speak and invitations. The order of the checks is the engine's. */
export const speakerRules = (session: SpeakerRulesSession) => {
  const { participants, seats, speakers } = session;
  const { joined, may } = ruleChecks(session);
  const { takeSeat } = seatRules(session);
  const all = () => seats.grid.get().seats;
  /** A rule: the session is connected, the role permits the operation, then `state`. */
  const about =
    <A extends number | string>(operation: Operation, state: (about: A) => Refusal | null): Rule<A> =>
    (about) =>
      joined() ?? may(operation) ?? state(about);
  /** The code that refuses this seat, or with `null` every seat; `null` where a seat can be taken. */
  const placeRefusal = (index: number | null): ErrorCode | null => {
    if (index === null)
      return all().some((seat) => !seat.reserved && !seatRefusal(seat, null)) ? null : 'no_free_seat';
    const seat = all()[index];
    return seat ? seatRefusal(seat, null) : 'not_found';
  };
  const requestGone = (id: string) =>
    speakers.requests.get().some((each) => each.id === id) ? null : 'request_gone';
  const invitationOf = (id: string) => speakers.invitations.get().find((each) => each.id === id);
  const requestRefusal = (): Refusal | null =>
    seats.grid.get().mode !== 'request'
      ? seatsAreFree
      : seats.mine.get()
        ? 'already_seated'
        : speakers.mine.get()
          ? 'already_requested'
          : speakers.waiting.get() >= maxRequests
            ? 'requests_full'
            : null;
  const requestToSpeak = about('requestToSpeak', requestRefusal);
  return {
    requestToSpeak,
    cancelRequest: () =>
      joined('cancelRequest') ?? may('requestToSpeak') ?? (speakers.mine.get() ? null : 'request_gone'),
    approveRequest: about('answerRequest', (id: string) => requestGone(id) ?? placeRefusal(null)),
    rejectRequest: about('answerRequest', requestGone),
    inviteToSpeak: about('inviteToSpeak', (identity: string) =>
      !participants.get(identity).get()
        ? 'not_found'
        : all().some((seat) => seat.identity === identity)
          ? 'already_seated'
          : null,
    ),
    acceptInvitation: about('answerInvitation', (id: string) => {
      const invitation = invitationOf(id);
      return invitation ? placeRefusal(invitation.seat) : 'invite_expired';
    }),
    declineInvitation: about('answerInvitation', (id: string) =>
      invitationOf(id) ? null : 'invite_expired',
    ),
    /** The rule of a button that takes a seat, or requests to speak where the room approves speakers. */
    sit(index: number): Refusal | null {
      const refused = takeSeat(index);
      return refused === 'request_required' ? (placeRefusal(index) ?? requestToSpeak(index)) : refused;
    },
  } satisfies Record<string, Rule>;
};

export type SpeakerRules = ReturnType<typeof speakerRules>;
