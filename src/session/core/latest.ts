import { UTDStreamError } from '../../errors/errors.ts';
import type { Attempt } from '../../reactive/lifetime.ts';
import type { Scope } from './session-scope.ts';

const over = new UTDStreamError('cancelled', 'go on', { happened: 'something newer has begun' });

/** One attempt at a time of a session: the next one ends the one before. */
export class Turn {
  readonly #scope: Scope;
  #attempt: Attempt | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** One has begun and has not ended. */
  get on(): boolean {
    return this.#attempt?.ended === false;
  }

  begin(): Attempt {
    this.end();
    return (this.#attempt = this.#scope.session.inner());
  }

  end(): void {
    void this.#attempt?.end(over);
  }
}
