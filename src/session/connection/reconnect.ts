import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { Page } from '../../platform/page/page.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import { relinkDelays, times } from '../../protocol/constants.ts';
import type { ExitReason } from '../../protocol/exit.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import type { SessionCore } from '../core/session-core.ts';
import { callHook } from '../core/session-feature.ts';
import type { ConnectionEvents } from './media-connection.ts';
import { Outage } from './outage.ts';
import type { EndDetails } from './session-end.ts';

/** The step after a failed try to reconnect: another try after a wait in milliseconds, or the end of the session. */
export type NextStep = { readonly wait: number } | { readonly exit: ExitReason };

/** Codes of the engine that end a session, with the reason of that end. */
const terminal: { readonly [code in ErrorCode]?: ExitReason } = {
  banned: 'banned',
  kicked: 'kicked',
  signed_in_elsewhere: 'signed_in_elsewhere',
  room_closed: 'room_closed',
};

/** The reason of a session's end, where `code` is an end. */
export const exitOf = (code: ErrorCode): ExitReason | undefined => terminal[code];

/**
 * The step after try number `tries` failed with `code`, with `left` ms of the reconnect window to go. Every failure
 * that is no end is tried again inside the window, a refused rate too.
 */
export function nextStep(code: ErrorCode, tries: number, left: number): NextStep {
  const exit = exitOf(code);
  if (exit) return { exit };
  if (left <= 0) return { exit: 'reconnect_failed' };
  return { wait: relinkDelays[Math.min(tries, relinkDelays.length - 1)]! };
}

/** The operations of a connection that a reconnect uses. */
interface ReconnectDeps {
  lost(): void;
  back(): void;
  admit(answer: MintAnswer): void;
  connect(answer: MintAnswer): Promise<void>;
  exit(why: ExitReason, details?: EndDetails): void;
}

const noLongerNeeded = () => new UTDStreamError('cancelled', 'wait any longer');

/**
 * The way back after an outage. LiveKit tries first. When LiveKit gives up, or after 30 s, the session takes a new
 * token and connects the same transport again. The engine decides whether the session still exists.
 */
export class Reconnect implements ConnectionEvents {
  readonly #scope: SessionCore;
  readonly #page: Page;
  readonly #deps: ReconnectDeps;
  #lifetime = Lifetime.endedWith(noLongerNeeded());
  #outage: Outage | undefined;
  /** The outage whose connection this class makes anew; before that LiveKit tries. */
  #takenOver: Outage | undefined;

  constructor(scope: SessionCore, page: Page, deps: ReconnectDeps) {
    this.#scope = scope;
    this.#page = page;
    this.#deps = deps;
  }

  /** LiveKit lost the connection, and tries to restore it by itself. */
  reconnecting = (): void => {
    if (!this.#lifetime.ended || !this.#scope.connected.get()) return;
    const { clock, session } = this.#scope;
    const lifetime = (this.#lifetime = session.child());
    const outage = new Outage(clock, lifetime, () => this.#deps.exit('reconnect_failed'));
    this.#outage = outage;
    clock.after(times.relinkAfter, () => void this.#takeOver(outage), lifetime.signal);
    this.#page.onReturn(this.hasten, lifetime.signal);
    this.#scope.batch(() => {
      callHook(this.#scope.features, 'mediaConnectionLost');
      this.#deps.lost();
    });
  };

  /** Tries at once: on the person's request, or because the network or the page is back. */
  hasten = (): void => {
    const outage = this.#outage;
    if (!outage || outage.ended) return;
    if (this.#takenOver === outage) outage.hasten();
    else void this.#takeOver(outage);
  };

  /** LiveKit restored the connection by itself: one read brings the state that was missed. */
  reconnected = (): void => {
    if (this.#lifetime.ended || this.#takenOver === this.#outage) return;
    const { clock, transport } = this.#scope;
    if (!transport?.mediaFlows())
      return clock.after(times.mediaCheck, this.reconnected, this.#lifetime.signal);
    if (transport.publicationLost()) return void this.#takeOver(this.#outage!);
    callHook(this.#scope.features, 'mediaConnectionUp');
    if (this.#outage!.isLong) callHook(this.#scope.features, 'longOutageEnds');
    this.#done();
    void this.#read().catch((error: unknown) => this.#handleFailedRead(error));
  };

  /** LiveKit has given up. Its reason can be wrong, so the engine is asked. */
  disconnected = (): void => {
    this.reconnecting();
    if (this.#outage) void this.#takeOver(this.#outage);
  };

  async #takeOver(outage: Outage): Promise<void> {
    if (outage.ended || this.#takenOver === outage) return;
    this.#takenOver = outage;
    const { mediaConnection, session } = this.#scope;
    void mediaConnection.end(noLongerNeeded());
    for (let tries = 0; ; tries++) {
      try {
        await this.#read().catch(ignoreNotJoined);
        const answer = await this.#scope.accessToken!.mint(session.signal);
        this.#scope.batch(() => this.#deps.admit(answer));
        await this.#deps.connect(answer);
        return this.#done();
      } catch (error) {
        if (outage.ended) return;
        const { code } = asUTDError(error, 'connect_failed', `come back to ${this.#scope.room}`);
        const step = nextStep(code, tries, outage.left());
        if ('exit' in step) return this.#deps.exit(step.exit, { cause: error });
        await outage.wait(step.wait);
      }
    }
  }

  #read(): Promise<void> {
    this.#scope.reporter.resync();
    return this.#scope.read();
  }

  #done(): void {
    void this.#lifetime.end(noLongerNeeded());
    this.#deps.back();
  }

  #handleFailedRead(error: unknown): void {
    const failure = asUTDError(error, 'network', `read the state of ${this.#scope.room}`);
    const exit = exitOf(failure.code);
    if (exit) this.#deps.exit(exit, { cause: failure });
    else this.#scope.fail(failure);
  }
}

/** The engine has forgotten this session, but not the participant: the mint decides. */
function ignoreNotJoined(error: unknown): void {
  if (!(error instanceof UTDStreamError) || error.code !== 'not_joined') throw error;
}
