import { UTDStreamError } from '../../errors/errors.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { SessionScope } from './session-scope.ts';

// Made when it is needed: the stack of an error that is made while a module runs has the browser parse the module again.
const superseded = () => new UTDStreamError('cancelled', 'go on', { happened: 'something newer has begun' });

/** One lifetime at a time inside a session: a new one ends the one before. */
export class Latest {
  readonly #scope: SessionScope;
  #lifetime: Lifetime | undefined;

  constructor(scope: SessionScope) {
    this.#scope = scope;
  }

  /** Whether a lifetime has begun and has not ended. */
  get on(): boolean {
    return this.#lifetime?.ended === false;
  }

  begin(): Lifetime {
    this.end();
    return (this.#lifetime = this.#scope.session.child());
  }

  end(): void {
    void this.#lifetime?.end(superseded());
  }
}
