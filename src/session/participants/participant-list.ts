import type { TransportParticipant } from '../../platform/transport.ts';
import { times } from '../../protocol/constants.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';

/**
 * The media server's list of participants, kept steady over an outage: a full reconnect of LiveKit removes every
 * participant and adds each of them again.
 */
export class ParticipantList implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #all: StateSignal<readonly TransportParticipant[]>;
  #steady = true;
  #outages = 0;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#all = scope.signal<readonly TransportParticipant[]>([]);
    this.all = this.#all.readonly;
  }

  /** The local participant first. Empty before the first connection. */
  readonly all: ReadonlySignal<readonly TransportParticipant[]>;

  sessionStarts(): void {
    this.#steady = true;
  }

  participantsChanged(): void {
    if (this.#scope.session.ended) return;
    const listed = this.#scope.transport?.participants() ?? [];
    const present = new Set(listed.map(({ identity }) => identity));
    const missing = this.#steady ? [] : this.#all.value.filter(({ identity }) => !present.has(identity));
    this.#all.value = [...listed, ...missing];
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
}
