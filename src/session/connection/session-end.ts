import { errorOf, UTDBannedError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { Exit, ExitReason } from '../../protocol/exit.ts';
import type { ForceExit } from '../../model/shapes.ts';
import type { SessionCore } from '../core/session-core.ts';

/** What is known of an end beside why. */
export interface EndDetails {
  /** An ISO time. */
  readonly until?: string | undefined;
  /** The engine's own refusal, where it was asked. It knows more than what was told before. */
  readonly cause?: unknown;
}

/** What a ban is for, and until when. */
type Notice = Pick<UTDBannedError, 'reason' | 'until'>;

const dateOf = (iso: string | null | undefined) => (iso ? new Date(iso) : null);

/** What the engine says of an end, from all the ways that it says it. */
export class SessionEnd {
  readonly #scope: SessionCore;
  readonly #exit: (why: ExitReason, told: EndDetails) => void;
  readonly #notice;
  readonly #asking;

  constructor(scope: SessionCore, exit: (why: ExitReason, told: EndDetails) => void) {
    this.#scope = scope;
    this.#exit = exit;
    this.#notice = scope.signal<Notice | undefined>(undefined);
    this.#asking = scope.signal(false);
    scope.handle('_banned', ({ session_id, reason, expires_at }) => {
      if (session_id === scope.accessToken?.sessionId)
        this.#notice.value = { reason, until: dateOf(expires_at) };
    });
  }

  /** What the engine wrote about me before it removes me. It may be about another session of mine. */
  heed({ code, session_id, until }: Exit): void {
    if (session_id !== this.#scope.accessToken?.sessionId) return;
    // What a ban is for is nobody's but mine, and so not written there. It was told before, or has overtaken.
    if (code === 'banned' && !this.#notice.value) void this.#ask(until);
    else this.#exit(code, { until });
  }

  async #ask(until: string | undefined): Promise<void> {
    if (this.#asking.value) return;
    this.#asking.value = true;
    const { room, session, mediaConnection: link } = this.#scope;
    const attempted = `stay in ${room}`;
    // Nothing is heard or sent from here on.
    void link.end(errorOf('banned', attempted));
    const cause = await this.#scope
      .call('readRoom', { attempted, timeout: times.leave })
      .catch((error: unknown) => error);
    if (!session.ended) this.#exit('banned', { until, cause });
  }

  of(why: ExitReason, { until, cause }: EndDetails): ForceExit {
    const known = cause instanceof UTDBannedError ? cause : undefined;
    const notice = this.#notice.value;
    const ban = {
      reason: known?.reason ?? notice?.reason,
      until: known?.until ?? dateOf(until) ?? notice?.until ?? null,
    };
    const attempted = `stay in ${this.#scope.room}`;
    // An outage that lasted longer than a session can: the one end that no engine tells.
    const error =
      why === 'reconnect_failed'
        ? errorOf('network', attempted, { says: why, cause })
        : errorOf(why, attempted, { ...ban, cause });
    return { reason: why, message: error.message, until: ban.until, error };
  }
}
