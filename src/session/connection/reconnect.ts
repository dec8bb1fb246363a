import type { Page } from '../../platform/page/page.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { ExitReason } from '../../protocol/exit.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import type { EndDetails } from './session-end.ts';
import type { LinkFate, LinkParts } from './media-connection.ts';
import type { SessionCore } from '../core/session-core.ts';
import { Outage } from './outage.ts';
import { exitOf, nextStep } from './reconnection.ts';

/** What recovery needs of the parts of a session. */
export interface RecoveryParts extends Pick<LinkParts, 'linkDown' | 'linkUp'> {
  /** The engine let me in. */
  begin(answer: MintAnswer): void;
  /** Reads the room from the engine. */
  reread(): Promise<void>;
  /** Devices may have come and gone unheard. */
  recheck(): void;
}

/** What recovery asks and tells. */
export interface Outcome {
  /** The session is connected, so there is something to lose. */
  up(): boolean;
  lost(): void;
  back(): void;
  link(answer: MintAnswer): Promise<void>;
  exit(why: ExitReason, told?: EndDetails): void;
}

const over = new UTDStreamError('cancelled', 'wait any longer');

/**
 * The way back after an outage. LiveKit tries first; when it gives up, or after 30 s, the session
 * takes a new token and connects the same transport again. The engine has the last word on
 * whether there is anything to come back to.
 */
export class Reconnect implements LinkFate {
  readonly #scope: SessionCore;
  readonly #parts: RecoveryParts;
  readonly #outcome: Outcome;
  readonly #page: Page;
  #attempt = Lifetime.endedWith(over);
  #outage: Outage | undefined;
  #relinking: Outage | undefined;

  constructor(scope: SessionCore, page: Page, parts: RecoveryParts, outcome: Outcome) {
    this.#scope = scope;
    this.#page = page;
    this.#parts = parts;
    this.#outcome = outcome;
  }

  /** LiveKit lost the connection and tries by itself. */
  interrupted = (): void => {
    if (!this.#attempt.ended || !this.#outcome.up()) return;
    const { clock, session } = this.#scope;
    const attempt = (this.#attempt = session.child());
    const outage = new Outage(clock, attempt, () => this.#outcome.exit('reconnect_failed'));
    this.#outage = outage;
    clock.after(times.relinkAfter, () => void this.#relink(outage), attempt.signal);
    this.#page.onReturn(this.hasten, attempt.signal);
    this.#scope.change(() => {
      this.#parts.linkDown();
      this.#outcome.lost();
    });
  };

  /** The next try comes now: somebody asks for it, or the network or the page is back. */
  hasten = (): void => {
    const outage = this.#outage;
    if (!outage || outage.ended) return;
    if (this.#relinking === outage) outage.hasten();
    else void this.#relink(outage);
  };

  /** LiveKit is back by itself: one read brings what was missed. */
  resumed = (): void => {
    if (this.#attempt.ended) return;
    this.#parts.linkUp();
    if (this.#outage!.isLong) this.#parts.recheck();
    this.#done();
    void this.#reread().catch((error: unknown) => this.#judge(error));
  };

  /** LiveKit has given up. Its reason can be wrong, so the engine is asked. */
  ended = (): void => {
    this.interrupted();
    if (this.#outage) void this.#relink(this.#outage);
  };

  async #relink(outage: Outage): Promise<void> {
    if (outage.ended || this.#relinking === outage) return;
    this.#relinking = outage;
    const { mediaConnection: link, session } = this.#scope;
    void link.end(over);
    for (let tries = 0; ; tries++) {
      try {
        await this.#reread().catch(notJoined);
        const answer = await this.#scope.accessToken!.mint(session.signal);
        this.#scope.change(() => this.#parts.begin(answer));
        await this.#outcome.link(answer);
        return this.#done();
      } catch (error) {
        if (outage.ended) return;
        const { code } = asUTDError(error, 'connect_failed', `come back to ${this.#scope.room}`);
        const step = nextStep(code, tries, outage.left());
        if ('exit' in step) return this.#outcome.exit(step.exit, { cause: error });
        await outage.wait(step.wait);
      }
    }
  }

  #reread(): Promise<void> {
    this.#scope.reporter.reread();
    return this.#parts.reread();
  }

  #done(): void {
    void this.#attempt.end(over);
    this.#outcome.back();
  }

  /** A read after an outage failed: the engine may say that it is over. */
  #judge(error: unknown): void {
    const failure = asUTDError(error, 'network', `read the state of ${this.#scope.room}`);
    const exit = exitOf(failure.code);
    if (exit) this.#outcome.exit(exit, { cause: failure });
    else this.#scope.fail(failure);
  }
}

/** The engine has forgotten this session, but not the person: the mint decides. */
function notJoined(error: unknown): void {
  if (!(error instanceof UTDStreamError) || error.code !== 'not_joined') throw error;
}
