import { asUTDError, UTDStreamError } from '../errors.ts';
import { times } from '../protocol/constants.ts';
import type { ExitReason } from '../protocol/exit.ts';
import type { MintAnswer } from '../protocol/rest/token.ts';
import { Attempt } from '../reactive/attempt.ts';
import type { SessionParts } from './connection.ts';
import type { LinkFate } from './link.ts';
import type { OpenScope } from './open-scope.ts';
import { exitOf, nextStep } from './reconnection.ts';

interface Outcome {
  /** The session is connected, so there is something to lose. */
  up(): boolean;
  lost(): void;
  back(): void;
  link(answer: MintAnswer): Promise<void>;
  exit(reason: ExitReason, cause?: unknown): void;
}

const over = new UTDStreamError('cancelled', 'wait any longer');

/**
 * The way back after an outage. LiveKit tries first; when it gives up, or after 30 s, the session
 * takes a new token and connects the same transport again. The engine has the last word on
 * whether there is anything to come back to.
 */
export class Recovery implements LinkFate {
  readonly #scope: OpenScope;
  readonly #parts: SessionParts;
  readonly #outcome: Outcome;
  #outage = Attempt.over(over);
  #relinking: Attempt | undefined;
  #since = 0;

  constructor(scope: OpenScope, parts: SessionParts, outcome: Outcome) {
    this.#scope = scope;
    this.#parts = parts;
    this.#outcome = outcome;
  }

  /** LiveKit lost the connection and tries by itself. */
  interrupted = (): void => {
    if (!this.#outage.ended || !this.#outcome.up()) return;
    this.#outage = this.#scope.session.inner();
    this.#since = this.#scope.clock.now();
    this.#scope.change(() => {
      this.#parts.linkDown();
      this.#outcome.lost();
    });
    this.#scope.clock.after(times.relinkAfter, () => void this.#relink(this.#outage), this.#outage.signal);
  };

  /** LiveKit is back by itself: one read brings what was missed. */
  resumed = (): void => {
    if (this.#outage.ended) return;
    this.#parts.linkUp();
    this.#done();
    void this.#parts.reread().catch((error: unknown) => this.#judge(error));
  };

  /** LiveKit has given up. Its reason can be wrong, so the engine is asked. */
  ended = (): void => {
    this.interrupted();
    void this.#relink(this.#outage);
  };

  async #relink(outage: Attempt): Promise<void> {
    if (outage.ended || this.#relinking === outage) return;
    this.#relinking = outage;
    const { link, session, clock } = this.#scope;
    void link.end(over);
    for (let tries = 0; ; tries++) {
      try {
        await this.#parts.reread().catch(notJoined);
        const answer = await this.#scope.ticket!.mint(session.signal);
        this.#scope.change(() => this.#parts.begin(answer));
        await this.#outcome.link(answer);
        return this.#done();
      } catch (error) {
        if (outage.ended) return;
        const { code } = asUTDError(error, 'connect_failed', `come back to ${this.#scope.room}`);
        const step = nextStep(code, tries, clock.now() - this.#since);
        if ('exit' in step) return this.#outcome.exit(step.exit, error);
        await new Promise<void>((wake) => clock.after(step.wait, wake, session.signal));
      }
    }
  }

  #done(): void {
    void this.#outage.end(over);
    this.#outcome.back();
  }

  /** A read after an outage failed: the engine may say that it is over. */
  #judge(error: unknown): void {
    const failure = asUTDError(error, 'network', `read the state of ${this.#scope.room}`);
    const exit = exitOf(failure.code);
    if (exit) this.#outcome.exit(exit, failure);
    else this.#scope.fail(failure);
  }
}

/** The engine has forgotten this session, but not the person: the mint decides. */
function notJoined(error: unknown): void {
  if (!(error instanceof UTDStreamError) || error.code !== 'not_joined') throw error;
}
