import { times } from '../protocol/constants.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { Latest } from '../session/core/latest.ts';

/**
 * Reads the room anew where something is there that I may see and no message has named: it came before
 * I was allowed to see it, or its message was lost. One that is only late gets its second.
 */
export class RefetchMissing {
  readonly #scope: SessionScope;
  readonly #turn: Latest;
  /** What the room was read for last. */
  #sought = '';
  #sawAll = false;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#turn = new Latest(scope);
  }

  /** @param all whether I may see everybody's: from just now on, nothing is late. */
  settle(ids: readonly string[], all: boolean): void {
    const missing = ids.join();
    const promoted = all && !this.#sawAll;
    this.#sawAll = all;
    if (!missing) return this.#turn.end();
    if (missing === this.#sought || (this.#turn.on && !promoted)) return;
    const read = () => {
      this.#turn.end();
      this.#sought = missing;
      this.#scope.refetch();
    };
    this.#scope.clock.after(promoted ? 0 : times.unnamed, read, this.#turn.begin().signal);
  }
}
