import type { Role } from '../../protocol/role.ts';
import { computed, type ReadonlySignal } from '../../reactive/signal.ts';
import type { BadSide, ConnectionQuality, Participant, Person } from '../../model/shapes.ts';
import { keepUnchanged, participantOf } from './to-participant.ts';
import { ParticipantQuality } from './participant-quality.ts';
import type { Roles } from './roles.ts';
import { ParticipantList } from './participant-list.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { ParticipantsDeps } from './standing.ts';

/** Who is in the room. */
export class Participants {
  readonly #scope: SessionScope;
  readonly #standing: ParticipantsDeps;
  readonly #me;
  readonly #remote;
  #given: Roles | undefined;
  readonly #roles;
  readonly #role;
  readonly #speakers;
  readonly #byIdentity;
  #loudest: readonly string[] = [];

  constructor(scope: SessionScope, standing: ParticipantsDeps) {
    this.#scope = scope;
    this.roster = new ParticipantList(scope);
    this.qualities = new ParticipantQuality(scope, standing);
    scope.onEntrance(({ Roles }) => (this.#given = new Roles(scope, this.#shown)));
    this.#standing = standing;
    this.#me = scope.signal<Participant | undefined>(undefined);
    this.#remote = scope.eventSignal('remoteParticipantsChanged', []);
    this.#roles = scope.eventSignal('rolesChanged', new Map());
    this.#role = scope.eventSignal('roleChanged', 'listener');
    this.#speakers = scope.eventSignal('activeSpeakersChanged', []);
    this.remote = this.#remote.readonly;
    this.roles = this.#roles.readonly;
    this.role = this.#role.readonly;
    this.activeSpeakers = this.#speakers.readonly;
    this.#byIdentity = computed(() => new Map(this.everyone.get().map((each) => [each.identity, each])));
  }

  /** @internal How well each is connected. */
  readonly qualities: ParticipantQuality;
  /** @internal What the media server shows. */
  readonly roster: ParticipantList;
  /** All others. */
  readonly remote: ReadonlySignal<readonly Participant[]>;
  /** Identity → role, me included. */
  readonly roles: ReadonlySignal<ReadonlyMap<string, Role>>;
  /** My own role. */
  readonly role: ReadonlySignal<Role>;
  /** Identities of those who speak, loudest first. */
  readonly activeSpeakers: ReadonlySignal<readonly string[]>;
  /** Me first, then all others. */
  readonly everyone: ReadonlySignal<readonly Participant[]> = computed(() => {
    const me = this.#me.get();
    return me ? [me, ...this.#remote.get()] : this.#remote.get();
  });
  readonly count: ReadonlySignal<number> = computed(() => this.everyone.get().length);

  /** One person, who need not be there (yet). It changes only when they do. */
  get(identity: string): ReadonlySignal<Participant | undefined> {
    return computed(() => this.#byIdentity.get().get(identity));
  }

  /** Whether this person speaks just now. */
  speaking(identity: string): ReadonlySignal<boolean> {
    return computed(() => this.#speakers.get().includes(identity));
  }

  /** How loud this person is just now, me too: 0–1, speech is about 0.1. No signal: read it as often as you draw. */
  level(identity: string): number {
    return this.#standing.level(identity);
  }

  /** How well this person is connected; `unknown` until it was measured. */
  quality(identity: string): ReadonlySignal<ConnectionQuality> {
    return this.qualities.of(identity);
  }

  /** Whether it is them or me, where this person's quality is `poor` or `lost`; else `null`. */
  qualityReason(identity: string): ReadonlySignal<BadSide | null> {
    return this.qualities.reason(identity);
  }

  /**
   * Asks the engine who is in the room, also those whom the media server does not show.
   *
   * @param options `role` filters; `page` counts from 1, 50 people each. Without either it is everybody.
   */
  async list(
    options: { role?: Role; page?: number } = {},
  ): Promise<readonly (Person & Pick<Participant, 'mine'>)[]> {
    const attempted = `list the people in ${this.#scope.room}`;
    const { participants } = await this.#scope.call(options.role ? 'listByRole' : 'listParticipants', {
      attempted,
      query: { role: options.role, page: options.page },
    });
    const mine = this.#me.value?.identity;
    return participants.map((each) => ({ ...each, mine: each.identity === mine }));
  }

  /** What the mint said of me, until the media server shows me. */
  begin(role: Role): void {
    this.#role.value = role;
  }

  /** Who speaks changed, and nothing else: several times a second nobody is written down anew. */
  speak(identities: readonly string[]): void {
    this.#loudest = identities;
    this.#settleSpeakers();
  }

  /** Writes down what follows from all that is known. */
  settle(): void {
    const { people } = this.roster;
    if (this.#scope.session.ended || !people.length) return;
    const [me, ...others] = people.map((each, index) =>
      participantOf(each, {
        mine: index === 0,
        role: this.#given!.of(each),
        silenced: each.metadata.silenced === true || this.#standing.silenced(each.identity),
      }),
    );
    this.#me.value = me!;
    this.#role.value = me!.role;
    this.#remote.value = keepUnchanged(this.#remote.value, others);
    this.#roles.value = new Map(this.everyone.get().map(({ identity, role }) => [identity, role]));
    this.#settleSpeakers();
  }

  #shown = (identity: string) => this.roster.people.find((each) => each.identity === identity);

  #settleSpeakers(): void {
    this.#speakers.value = this.#loudest.filter((each) => this.#sounds(each));
  }

  clear(): void {
    this.roster.clear();
    this.#loudest = [];
  }

  /** Anybody can claim to speak (LiveKit's `SimulateScenario`), so only those who can be heard count. */
  #sounds(identity: string): boolean {
    return !!this.#shown(identity)?.sending.microphone && this.#standing.audible(identity);
  }
}
