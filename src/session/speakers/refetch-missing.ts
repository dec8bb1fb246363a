import { times } from '../../protocol/constants.ts';
import { Latest } from '../core/latest.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** Ids that the local participant may see and that no message has brought. */
interface Missing {
  readonly ids: readonly string[];
  /** Whether the local participant may see the requests of all. */
  readonly all: boolean;
}

/**
 * Reads the room again where requests are missing: they are older than the participant's right to see them, or their
 * message was lost. A message that is only late has a second to arrive.
 */
export class RefetchMissing {
  readonly #scope: SessionScope;
  readonly #waiting: Latest;
  /** The ids of the last read. */
  #read = '';
  #sawAll = false;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#waiting = new Latest(scope);
  }

  update({ ids, all }: Missing): void {
    const missing = ids.join();
    // A promotion makes older requests visible, whose messages were sent to others: waiting is useless.
    const promoted = all && !this.#sawAll;
    this.#sawAll = all;
    if (!missing) return this.#waiting.end();
    if (missing === this.#read || (this.#waiting.on && !promoted)) return;
    const read = () => {
      this.#waiting.end();
      this.#read = missing;
      this.#scope.refetch();
    };
    this.#scope.clock.after(promoted ? 0 : times.unnamed, read, this.#waiting.begin().signal);
  }
}
