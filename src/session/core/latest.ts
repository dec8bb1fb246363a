import { UTDStreamError } from '../../errors/errors.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { SessionScope } from './session-scope.ts';

const over = new UTDStreamError('cancelled', 'go on', { happened: 'something newer has begun' });

/** One attempt at a time of a session: the next one ends the one before. */
export class Latest {
  readonly #scope: SessionScope;
  #attempt: Lifetime | undefined;

  constructor(scope: SessionScope) {
    this.#scope = scope;
  }

  /** One has begun and has not ended. */
  get on(): boolean {
    return this.#attempt?.ended === false;
  }

  begin(): Lifetime {
    this.end();
    return (this.#attempt = this.#scope.session.child());
  }

  end(): void {
    void this.#attempt?.end(over);
  }
}
