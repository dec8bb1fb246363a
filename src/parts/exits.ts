import { errorOf, UTDBannedError } from '../errors.ts';
import type { ExitReason } from '../protocol/exit.ts';
import type { ForceExit } from '../shapes.ts';
import type { OpenScope } from './open-scope.ts';

/** What is known of an end beside why. */
export interface Told {
  /** An ISO time. */
  readonly until?: string | undefined;
  /** The engine's own refusal, where it was asked. It knows more than what was told before. */
  readonly cause?: unknown;
}

/** What a ban is for, and until when. */
type Notice = Pick<UTDBannedError, 'reason' | 'until'>;

const dateOf = (iso: string | null | undefined) => (iso ? new Date(iso) : null);

/** What the engine says of an end, from all the ways that it says it. */
export class Exits {
  readonly #scope: OpenScope;
  /** What a ban is for is told just before it comes: what comes then can be read by everybody. */
  readonly #notice;

  constructor(scope: OpenScope) {
    this.#scope = scope;
    this.#notice = scope.quiet<Notice>({ reason: null, until: null });
    scope.handle('_banned', ({ session_id, reason, expires_at }) => {
      if (session_id === scope.ticket?.sessionId) this.#notice.value = { reason, until: dateOf(expires_at) };
    });
  }

  of(why: ExitReason, { until, cause }: Told): ForceExit {
    const known = cause instanceof UTDBannedError ? cause : { reason: null, until: dateOf(until) };
    const ban = {
      reason: known.reason ?? this.#notice.value.reason,
      until: known.until ?? this.#notice.value.until,
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
