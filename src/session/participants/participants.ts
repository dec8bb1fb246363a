import type { BadSide, ConnectionQuality } from '../../model/session-state.ts';
import type { ListOptions, Participant, ParticipantPage, Person } from '../../model/participant.ts';
import type { VideoSize, VideoSource, VideoView } from '../../model/video-view.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { Role } from '../../protocol/role.ts';
import type { RoomState } from '../../protocol/room-state.ts';
import { equal } from '../../reactive/equal.ts';
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
  readonly videos: {
    view(identity: string, source: VideoSource): ReadonlySignal<VideoView>;
    watch(identity: string, source: VideoSource, size: VideoSize): () => void;
  };
}

/** The participants of the room. */
export class Participants implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #deps: ParticipantsDeps;
  readonly #rolesOf: Roles;
  readonly #admittedAs;
  readonly #loudest;
  /** Identity → person whom the engine listed, and whom the media server may hide. */
  readonly #listed;
  readonly #byIdentity;

  constructor(scope: SessionScope, deps: ParticipantsDeps) {
    this.#scope = scope;
    this.#deps = deps;
    const { all } = deps.list;
    const roster = computed(() => scope.policy.hidden?.roster(all.get()) ?? all.get());
    const roles = (this.#rolesOf = new Roles(scope, all));
    this.#admittedAs = scope.signal<Role | null>(null);
    this.#listed = scope.signal<ReadonlyMap<string, Person>>(new Map());
    this.#loudest = scope.signal<readonly string[]>([]);
    let last: readonly Participant[] = [];
    this.everyone = computed(() => {
      const participants = roster.get().map((each, index) =>
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
      () => this.everyone.get()[0]?.role ?? this.#admittedAs.get() ?? scope.policy.lastRole,
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
  /** The number of participants. In a live stream it includes the viewers, of whom `everyone` has only the local one. */
  readonly count: ReadonlySignal<number> = computed(
    () => this.#scope.policy.hidden?.count() ?? this.everyone.get().length,
  );

  /**
   * One participant; `undefined` while absent. The signal changes only when this participant does. A viewer of a live
   * stream is known once `list` has read them.
   */
  readonly get = memoized((identity: string): ReadonlySignal<Participant | undefined> =>
    computed(() => this.#byIdentity.get().get(identity) ?? this.#viewer(identity), equal),
  );

  /** @internal The role whose participants the media server hides; `null` where it hides none. Reads signals. */
  get hiddenRole(): Role | null {
    const { hidden, lastRole } = this.#scope.policy;
    return hidden ? lastRole : null;
  }

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

  /**
   * The camera or the screen of a participant, the local one included. The signal is the same one for the same picture.
   *
   * @example
   * ```ts
   * const view = session.participants.video('ben', 'camera');
   * session.watch(() => (video.srcObject = view.get().track ? new MediaStream([view.get().track]) : null));
   * ```
   */
  video(identity: string, source: VideoSource): ReadonlySignal<VideoView> {
    return this.#deps.videos.view(identity, source);
  }

  /**
   * Asks for a picture of another participant, which is received for as long as it is asked for: now, or once it is
   * published. Where several watches ask for one picture, the largest size counts. A `<utd-video>` that can be seen
   * asks by itself.
   *
   * @param size of the box that shows the picture, in pixels of the device
   * @returns ends this watch. After the last one the data stop at once, and the subscription ends half a minute later
   * @throws {UTDStreamError} `invalid_request` where a side of `size` is not above 0
   * @example
   * ```ts
   * const release = session.participants.watchVideo('ben', 'camera', { width: 640, height: 360 });
   * release();
   * ```
   */
  watchVideo(identity: string, source: VideoSource, size: VideoSize): () => void {
    return this.#deps.videos.watch(identity, source, size);
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
   * Asks the engine for a page of 50 participants, including participants that the media server does not show. In a live
   * stream host and admins get the viewers, all others the stage and themselves.
   *
   * @param options.role filters
   * @param options.page counts from 1, which is the default
   * @param options.order `oldest` joined first, which is the default, or `newest`
   * @param options.cursor the `next` of the page before. People who come and go do not shift such a page
   * @throws {UTDStreamError} `invalid_request`, `not_joined`, `network` …
   * @example
   * ```ts
   * const first = await stream.participants.list({ role: 'audience', order: 'newest' });
   * const second = first.next && (await stream.participants.list({ role: 'audience', order: 'newest', cursor: first.next }));
   * ```
   */
  async list({ role, page, order, cursor }: ListOptions = {}): Promise<ParticipantPage> {
    const attempted = `list the people in ${this.#scope.room}`;
    const { participants, next, total } = await this.#scope.call(role ? 'listByRole' : 'listParticipants', {
      attempted,
      query: { role, page, order, cursor },
    });
    const listed = participants.map((each): [string, Person] => [each.identity, each]);
    this.#listed.value = new Map([...this.#listed.value, ...listed]);
    const me = this.#scope.identity.get();
    const people = participants.map((each) => ({ ...each, mine: each.identity === me }));
    return Object.assign(people, { next, total });
  }

  /** @internal Forgets people who have left. */
  left(identities: readonly string[]): void {
    const listed = new Map(this.#listed.value);
    for (const identity of identities) listed.delete(identity);
    this.#listed.value = listed;
  }

  /** A listed person whom the media server hides. Reads signals. */
  #viewer(identity: string): Participant | undefined {
    const person = this.hiddenRole === null ? undefined : this.#listed.get().get(identity);
    const nothing = { microphone: false, camera: false, screen: false, muted: true, silenced: false };
    return person && { ...person, mine: false, ...nothing };
  }

  /** @internal The role in the mint's answer counts until the media server shows the local participant. */
  admitted({ role }: MintAnswer): void {
    this.#admittedAs.value = role;
  }

  /** @internal */
  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => this.#forgetSpeakers());
  }

  /** @internal The media server tells changes alone, and those of an outage are never told. */
  mediaConnectionLost(): void {
    this.#forgetSpeakers();
  }

  #forgetSpeakers(): void {
    this.#loudest.value = [];
  }

  /** @internal A participant who is muted or gone is not told to have stopped speaking, and comes back silent. */
  participantsChanged(): void {
    const all = this.#deps.list.all.get();
    this.#rolesOf.participantsChanged(all);
    const sending = new Set(all.flatMap((each) => (each.publishing.microphone ? [each.identity] : [])));
    if (this.#loudest.value.some((identity) => !sending.has(identity)))
      this.#loudest.value = this.#loudest.value.filter((identity) => sending.has(identity));
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
