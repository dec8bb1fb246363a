import type { TransportParticipant } from '../../platform/transport.ts';
import type { Role } from '../../protocol/role.ts';
import type { At } from '../../protocol/room-state.ts';
import { neverChanged, isNewer, type StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** What the engine said of somebody's role, before the media server showed it. */
interface Said {
  readonly role: Role;
  readonly at: At;
  /** What was shown then. */
  readonly instead: Role | undefined;
}

/**
 * Who has which role. It is written into people's metadata, and a change of it is told as well:
 * whichever comes first counts, and what comes late changes nothing.
 */
export class Roles {
  readonly #said: StateSignal<ReadonlyMap<string, Said>>;
  readonly #at: StateSignal<At>;

  /** @param shown somebody as the media server shows them. */
  constructor(scope: SessionScope, shown: (identity: string) => TransportParticipant | undefined) {
    this.#said = scope.signal<ReadonlyMap<string, Said>>(new Map());
    this.#at = scope.signal(neverChanged);
    scope.onState(({ epoch, rev }) => this.#at.offer({ epoch, rev }, { epoch, rev }));
    scope.handle('_role_change', ({ identity, role, epoch, rev }) => {
      const said = { role, at: { epoch, rev }, instead: shown(identity)?.metadata.role };
      const before = this.#said.value.get(identity);
      if (before && isNewer(before.at, said.at)) return;
      this.#said.value = new Map([...this.#said.value, [identity, said]]);
    });
  }

  /** What was said counts until the room has gone on, or something else is shown. */
  of({ identity, metadata }: TransportParticipant): Role {
    const said = this.#said.value.get(identity);
    const counts = said && metadata.role === said.instead && !isNewer(this.#at.value, said.at);
    if (said && !counts) this.#said.value = new Map([...this.#said.value].filter(([of]) => of !== identity));
    return (counts ? said.role : metadata.role) ?? 'listener';
  }
}
