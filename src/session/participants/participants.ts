import type { BadSide, ConnectionQuality } from '../../model/session-state.ts';
import type { Participant, Person } from '../../model/participant.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { Role } from '../../protocol/role.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { keepUnchanged } from '../../reactive/keep-unchanged.ts';
import { memoized } from '../../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { ParticipantList } from './participant-list.ts';
import type { ParticipantQuality } from './participant-quality.ts';
import { Roles } from './roles.ts';
import { toParticipant } from './to-participant.ts';

interface ParticipantsDeps {
  /** The media server's list. */
  readonly list: ParticipantList;
  readonly quality: ParticipantQuality;
  /** The present loudness of a participant, 0–1. */
  level(identity: string): number;
}

/** The participants of the room. */
export class Participants implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: ParticipantsDeps;
  readonly #rolesOf: Roles;
  readonly #admittedAs;
  readonly #loudest;
  readonly #byIdentity;

  constructor(scope: SessionScope, deps: ParticipantsDeps) {
    this.#scope = scope;
    this.#deps = deps;
    const { all } = deps.list;
    const roles = (this.#rolesOf = new Roles(scope, all));
    this.#admittedAs = scope.signal<Role>('listener');
    this.#loudest = scope.signal<readonly string[]>([]);
    let last: readonly Participant[] = [];
    this.everyone = computed(() => {
      const participants = all.get().map((each, index) =>
        toParticipant(each, {
          mine: index === 0,
          role: roles.of(each),
          silenced: each.metadata.silenced === true || scope.policy.silenced(each.identity),
        }),
      );
      return (last = keepUnchanged(last, participants, ({ identity }) => identity));
    });
    this.role = scope.derivedSignal(
      'roleChanged',
      () => this.everyone.get()[0]?.role ?? this.#admittedAs.get(),
    );
    this.remote = scope.derivedSignal('remoteParticipantsChanged', () => this.everyone.get().slice(1));
    this.roles = scope.derivedSignal(
      'rolesChanged',
      () => new Map(this.everyone.get().map(({ identity, role }) => [identity, role])),
    );
    // Every client can claim to speak (LiveKit's `SimulateScenario`), so only audible participants count.
    this.activeSpeakers = scope.derivedSignal('activeSpeakersChanged', () => {
      const publishing = new Map(all.get().map((each) => [each.identity, each.publishing.microphone]));
      return this.#loudest
        .get()
        .filter((identity) => publishing.get(identity) && scope.policy.audible(identity));
    });
    this.#byIdentity = computed(() => new Map(this.everyone.get().map((each) => [each.identity, each])));
  }

  /** The local participant first, then all others. */
  readonly everyone: ReadonlySignal<readonly Participant[]>;
  /** All others. */
  readonly remote: ReadonlySignal<readonly Participant[]>;
  /** Identity → role, the local participant included. */
  readonly roles: ReadonlySignal<ReadonlyMap<string, Role>>;
  /** The role of the local participant. */
  readonly role: ReadonlySignal<Role>;
  /** Identities of the participants who speak, the loudest first. */
  readonly activeSpeakers: ReadonlySignal<readonly string[]>;
  readonly count: ReadonlySignal<number> = computed(() => this.everyone.get().length);

  /** One participant; `undefined` while absent. The signal changes only when this participant does. */
  readonly get = memoized((identity: string): ReadonlySignal<Participant | undefined> =>
    computed(() => this.#byIdentity.get().get(identity)),
  );

  /** Whether this participant speaks just now. */
  readonly speaking = memoized((identity: string): ReadonlySignal<boolean> =>
    computed(() => this.activeSpeakers.get().includes(identity)),
  );

  /**
   * The present loudness of a participant, the local one included: 0–1, speech is about 0.1. The level is no signal: a
   * display reads the level each time it draws.
   */
  level(identity: string): number {
    return this.#deps.level(identity);
  }

  /** The quality of this participant's connection; `unknown` before the first measurement. */
  quality(identity: string): ReadonlySignal<ConnectionQuality> {
    return this.#deps.quality.of(identity);
  }

  /** The side of the bad connection where this participant's quality is `poor` or `lost`; else `null`. */
  qualityReason(identity: string): ReadonlySignal<BadSide | null> {
    return this.#deps.quality.reason(identity);
  }

  /**
   * Asks the engine for the participants, including participants that the media server does not show.
   *
   * @param options `page` counts pages of 50 from 1, which is the default; `role` filters
   */
  async list(
    options: { role?: Role; page?: number } = {},
  ): Promise<readonly (Person & Pick<Participant, 'mine'>)[]> {
    const attempted = `list the people in ${this.#scope.room}`;
    const { participants } = await this.#scope.call(options.role ? 'listByRole' : 'listParticipants', {
      attempted,
      query: { role: options.role, page: options.page },
    });
    const mine = this.#scope.identity.get();
    return participants.map((each) => ({ ...each, mine: each.identity === mine }));
  }

  /** @internal The role in the mint's answer counts until the media server shows the local participant. */
  admitted({ role }: MintAnswer): void {
    this.#admittedAs.value = role;
  }

  /** @internal */
  participantsChanged(): void {
    this.#rolesOf.participantsChanged(this.#deps.list.all.get());
  }

  /** @internal */
  handleState(state: RoomState): void {
    this.#rolesOf.handleState(state);
  }

  /** @internal */
  activeSpeakersChanged(identities: readonly string[]): void {
    this.#loudest.value = identities;
  }
}
