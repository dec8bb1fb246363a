import type { TransportParticipant } from '../../platform/transport.ts';
import { times } from '../../protocol/constants.ts';
import type { Audience } from '../../protocol/data/audience.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { unshownParticipant } from '../core/unshown-participant.ts';

interface News {
  /** `null` for a participant who left. */
  readonly came: TransportParticipant | null;
  /** The time of the news. */
  readonly at: number;
}

/**
 * The media server's list of participants, and the engine's news of who came and who left, which are seconds earlier. The
 * list is kept steady over an outage: a full reconnect of LiveKit removes every participant and adds each of them again.
 */
export class ParticipantList implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #all: StateSignal<readonly TransportParticipant[]>;
  /** Identity → the news of the participant, until the media server shows the same. */
  readonly #news = new Map<string, News>();
  #steady = true;
  #outages = 0;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#all = scope.signal<readonly TransportParticipant[]>([]);
    this.all = this.#all.readonly;
    scope.handle('_audience', (news) => this.#handleNews(news));
  }

  /** The local participant first. Empty before the first connection. */
  readonly all: ReadonlySignal<readonly TransportParticipant[]>;

  sessionStarts(): void {
    this.#steady = true;
    this.#news.clear();
  }

  /** The media server tells something, and so its list is of now. News that it has contradicted for long are dropped. */
  participantsChanged(): void {
    const now = this.#scope.clock.now();
    for (const [identity, { at }] of this.#news)
      if (now - at >= times.audienceNews) this.#news.delete(identity);
    this.#update();
  }

  #update(): void {
    if (this.#scope.session.ended) return;
    const listed = this.#scope.transport?.participants() ?? [];
    const present = new Set(listed.map(({ identity }) => identity));
    for (const [identity, { came }] of this.#news)
      if (present.has(identity) === (came !== null)) this.#news.delete(identity);
    const missing = this.#steady ? [] : this.#all.value.filter(({ identity }) => !present.has(identity));
    const shown = [...listed, ...missing].filter(({ identity }) => !this.#news.has(identity));
    this.#all.value = [...shown, ...[...this.#news.values()].flatMap(({ came }) => came ?? [])];
  }

  /** Participants who are missing from now on stay listed until 5 s after the outage. */
  mediaConnectionLost(): void {
    this.#steady = false;
    this.#outages++;
  }

  mediaConnectionUp(): void {
    const outage = this.#outages;
    const endGrace = () => {
      // A later outage has a grace of its own.
      if (outage !== this.#outages) return;
      this.#steady = true;
      this.participantsChanged();
    };
    this.#scope.clock.after(times.rosterGrace, endGrace, this.#scope.mediaConnection.signal);
  }

  #handleNews({ joined, left }: Audience): void {
    for (const person of joined) this.#note(person.identity, unshownParticipant(person));
    for (const identity of left) this.#note(identity, null);
    this.#update();
  }

  #note(identity: string, came: TransportParticipant | null): void {
    if (identity !== this.#scope.identity.get())
      this.#news.set(identity, { came, at: this.#scope.clock.now() });
  }
}
