import { asUTDError, UTDStreamError } from '../errors/errors.ts';
import type { PresenceStatus } from '../model/signalling.ts';
import { mostWatched } from '../protocol/constants.ts';
import { Identity } from '../protocol/names.ts';
import { Status } from '../protocol/signalling/presence.ts';
import { memoized } from '../reactive/memoized.ts';
import { computed, type ReadonlySignal } from '../reactive/signal.ts';
import type { StateSignal } from '../reactive/state-signal.ts';
import { validate } from '../session/chat/validate.ts';
import type { SignalFeature, SignalScope } from './signal-scope.ts';

const attempted = 'watch the presence of people';

/** The status of this device, and of the people who are watched. */
export class Presence implements SignalFeature {
  readonly #scope: SignalScope;
  readonly #initial: () => PresenceStatus | undefined;
  readonly #statuses: StateSignal<ReadonlyMap<string, PresenceStatus>>;
  /** Identity → the number of subscriptions. They outlive the session. */
  readonly #watched = new Map<string, number>();
  #status: PresenceStatus | undefined;
  /** Resolves when the last status was taken, or was not. */
  #lastSet: Promise<unknown> = Promise.resolve();
  /** The people whom the engine was asked for on this socket, as text. */
  #asked = '';
  #due = false;
  #sending = false;

  /** @param initial the status of this device until it is set */
  constructor(scope: SignalScope, initial: () => PresenceStatus | undefined) {
    this.#scope = scope;
    this.#initial = initial;
    this.#statuses = scope.eventSignal('presenceChanged', new Map());
    this.all = this.#statuses.readonly;
    scope.handle('presence', ({ identity, status }) => {
      if (this.#watched.has(identity)) this.#statuses.value = new Map(this.all.get()).set(identity, status);
    });
  }

  readonly all: ReadonlySignal<ReadonlyMap<string, PresenceStatus>>;

  readonly of = memoized((identity: string): ReadonlySignal<PresenceStatus | undefined> =>
    computed(() => this.all.get().get(identity)),
  );

  /** The status of this device. */
  get status(): PresenceStatus {
    return this.#status ?? this.#initial() ?? 'online';
  }

  subscribe(identities: readonly string[]): () => void {
    const people = new Set(identities.map((each) => validate(Identity, each, 'identities', attempted)));
    const more = [...people].filter((each) => !this.#watched.has(each));
    if (this.#watched.size + more.length > mostWatched)
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'identities',
        happened: `${this.#watched.size + more.length} people would be watched, and ${mostWatched} is the most`,
        fix: 'Watch fewer people at a time.',
      });
    for (const each of people) this.#watched.set(each, (this.#watched.get(each) ?? 0) + 1);
    this.#changed();
    return () => {
      for (const each of people) {
        const left = this.#watched.get(each)! - 1;
        if (left) this.#watched.set(each, left);
        else this.#watched.delete(each);
      }
      people.clear();
      this.#changed();
    };
  }

  async set(status: PresenceStatus): Promise<void> {
    const doing = 'set the own status';
    this.#status = validate(Status, status, 'status', doing);
    // The auth frame carries the status of a device that connects later.
    const { session } = this.#scope;
    if (session.ended) return;
    // One after another, as two frames could overtake each other. The latest status counts.
    const sent = this.#lastSet.then(() =>
      this.#scope.requestIn(session, 'presence.set', { status: this.status }, doing),
    );
    this.#lastSet = sent.catch(() => {});
    await sent;
  }

  linked(): void {
    this.#asked = '';
    this.#changed();
  }

  /** Subscriptions of one task are one frame. */
  #changed(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#keep((identity) => this.#watched.has(identity));
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    const { session } = this.#scope;
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#scope.link && !session.ended) {
        const identities = [...this.#watched.keys()];
        const asked = identities.join();
        if (asked === this.#asked) break;
        this.#asked = asked;
        const allowed = new Set(
          (await this.#scope.request('presence.subscribe', { identities }, attempted)).identities,
        );
        this.#keep((identity) => allowed.has(identity) || !identities.includes(identity));
      }
    } catch (error) {
      this.#scope.fail(asUTDError(error, 'network', attempted));
    } finally {
      this.#sending = false;
    }
  }

  #keep(keeps: (identity: string) => boolean): void {
    this.#statuses.value = new Map([...this.#statuses.value].filter(([identity]) => keeps(identity)));
  }
}
