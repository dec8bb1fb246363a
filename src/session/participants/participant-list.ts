import type { TransportParticipant } from '../../platform/transport.ts';
import { times } from '../../protocol/constants.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The media server's own list of people, steadied: in an outage everybody seems to leave and come back. */
export class ParticipantList {
  readonly #scope: SessionScope;
  #people: readonly TransportParticipant[] = [];
  #steady = true;
  #outages = 0;

  constructor(scope: SessionScope) {
    this.#scope = scope;
  }

  /** Me first. Empty before the first link. */
  get people(): readonly TransportParticipant[] {
    return this.#people;
  }

  read(people: readonly TransportParticipant[]): void {
    const there = new Set(people.map(({ identity }) => identity));
    const missed = this.#steady ? [] : this.#people.filter(({ identity }) => !there.has(identity));
    this.#people = [...people, ...missed];
  }

  /** The link is down. Who is missed from now on is kept until 5 s after `up`. */
  down(): void {
    this.#steady = false;
    this.#outages++;
  }

  /** @param settle reads the list anew. */
  up(settle: () => void): void {
    const outage = this.#outages;
    const settled = () => {
      // Down again meanwhile: that outage has a grace of its own.
      if (outage !== this.#outages) return;
      this.#steady = true;
      settle();
    };
    this.#scope.clock.after(times.rosterGrace, settled, this.#scope.mediaConnection.signal);
  }

  clear(): void {
    this.#people = [];
    this.#steady = true;
  }
}
