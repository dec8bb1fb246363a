import { errorOf, UTDBannedError } from '../../errors/errors.ts';
import type { ForceExit } from '../../model/session-state.ts';
import { times } from '../../protocol/constants.ts';
import type { Exit, ExitReason } from '../../protocol/exit.ts';
import type { SessionCore } from '../core/session-core.ts';
import type { SessionFeature } from '../core/session-feature.ts';

/** Details of an end beside its reason. */
export interface EndDetails {
  /** An ISO time. */
  readonly until?: string | undefined;
  /** The engine's own refusal, where the engine was asked. The refusal is more complete than an earlier message. */
  readonly cause?: unknown;
}

/** The reason and the end of a ban. */
type BanNotice = Pick<UTDBannedError, 'reason' | 'until'>;

const dateOf = (iso: string | null | undefined) => (iso ? new Date(iso) : null);

/** The end of a session by the engine, from every way by which the engine announces it. */
export class SessionEnd implements SessionFeature {
  readonly #scope: SessionCore;
  readonly #exit: (why: ExitReason, details: EndDetails) => void;
  readonly #notice;
  readonly #asking;

  constructor(scope: SessionCore, exit: (why: ExitReason, details: EndDetails) => void) {
    this.#scope = scope;
    this.#exit = exit;
    this.#notice = scope.signal<BanNotice | undefined>(undefined);
    this.#asking = scope.signal(false);
    scope.handle('_banned', ({ session_id, reason, expires_at }) => {
      if (session_id === scope.accessToken?.sessionId)
        this.#notice.value = { reason, until: dateOf(expires_at) };
    });
  }

  /** The engine writes the end into the participant's metadata before the removal: data packets are lost there. */
  participantsChanged(): void {
    const exit = this.#scope.transport?.participants()[0]?.metadata.exit;
    if (exit) this.#handle(exit);
  }

  /** The end as an event and as an error. */
  describe(why: ExitReason, { until, cause }: EndDetails): ForceExit {
    const banError = cause instanceof UTDBannedError ? cause : undefined;
    const notice = this.#notice.value;
    const ban = {
      reason: banError?.reason ?? notice?.reason,
      until: banError?.until ?? dateOf(until) ?? notice?.until ?? null,
    };
    const attempted = `stay in ${this.#scope.room}`;
    // An outage that outlasts the reconnect window is the only end that no engine announces.
    const error =
      why === 'reconnect_failed'
        ? errorOf('network', attempted, { textCode: why, cause })
        : errorOf(why, attempted, { ...ban, cause });
    return { reason: why, message: error.message, until: ban.until, error };
  }

  #handle({ code, session_id, until }: Exit): void {
    // The exit may be that of another session of the same participant.
    if (session_id !== this.#scope.accessToken?.sessionId) return;
    // The reason of a ban is private, and so not in the metadata. Its message may have been overtaken.
    if (code === 'banned' && !this.#notice.value) void this.#askForBan(until);
    else this.#exit(code, { until });
  }

  async #askForBan(until: string | undefined): Promise<void> {
    if (this.#asking.value) return;
    this.#asking.value = true;
    const { room, session, mediaConnection } = this.#scope;
    const attempted = `stay in ${room}`;
    // Nothing is received or sent from here on.
    void mediaConnection.end(errorOf('banned', attempted));
    const cause = await this.#scope
      .call('readRoom', { attempted, timeout: times.leave })
      .catch((error: unknown) => error);
    if (!session.ended) this.#exit('banned', { until, cause });
  }
}
