import type { TransportParticipant } from '../../platform/transport.ts';
import type { Role } from '../../protocol/role.ts';
import type { At } from '../../protocol/room-state.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { neverChanged, isNewer, type StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** A role that the engine announced by a message. */
interface Announced {
  readonly role: Role;
  readonly at: At;
  /** The role in the participant's metadata at that time. */
  readonly before: Role | undefined;
}

/**
 * The role of each participant. The engine writes a role into the participant's metadata and announces its change by a
 * message; the earlier of the two counts, and the later changes nothing.
 */
export class Roles {
  readonly #scope: SessionScope;
  readonly #announced: StateSignal<ReadonlyMap<string, Announced>>;
  readonly #at: StateSignal<At>;

  constructor(scope: SessionScope, participants: ReadonlySignal<readonly TransportParticipant[]>) {
    this.#scope = scope;
    this.#announced = scope.signal<ReadonlyMap<string, Announced>>(new Map());
    this.#at = scope.signal(neverChanged);
    scope.handle('_role_change', ({ identity, role, epoch, rev }) => {
      const listed = participants.get().find((each) => each.identity === identity);
      const announced = { role, at: { epoch, rev }, before: listed?.metadata.role };
      const earlier = this.#announced.value.get(identity);
      if (earlier && isNewer(earlier.at, announced.at)) return;
      this.#announced.value = new Map([...this.#announced.value, [identity, announced]]);
    });
  }

  handleState({ epoch, rev }: At): void {
    this.#at.offer({ epoch, rev }, { epoch, rev });
  }

  /** An announcement is over once the metadata shows another role: the metadata may come back to the earlier role. */
  participantsChanged(participants: readonly TransportParticipant[]): void {
    const announced = this.#announced.value;
    const outdated = participants.filter(({ identity, metadata }) => {
      const each = announced.get(identity);
      return each && each.before !== metadata.role;
    });
    if (!outdated.length) return;
    const remaining = new Map(announced);
    for (const { identity } of outdated) remaining.delete(identity);
    this.#announced.value = remaining;
  }

  /** An announcement counts until the room has gone on, or the metadata shows another role. Reads signals. */
  of({ identity, metadata }: TransportParticipant): Role {
    const announced = this.#announced.get().get(identity);
    const counts = announced && metadata.role === announced.before && !isNewer(this.#at.get(), announced.at);
    return (counts ? announced.role : metadata.role) ?? this.#scope.policy.lastRole;
  }
}
