import type { Clock } from '../../platform/page/clock.ts';
import type { EngineApi } from '../../platform/engine-http/engine-api.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import type { ConnectionState, Ended, SessionReport } from '../../model/session-state.ts';

/** Counts the numbers of a session that its `report` event gives to the owner of the site; no identity is among them. */
export class SessionReporter {
  readonly #clock: Clock;
  #startedAt = 0;
  #joinedAfter: number | null = null;
  #firstAudio: number | null = null;
  #lostAt: number | undefined;
  #outages = 0;
  #awayFor = 0;
  #resyncs = 0;
  #refusals: Partial<Record<ErrorCode, number>> = {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  state(to: ConnectionState): void {
    const now = this.#clock.now();
    if (to === 'connecting') this.#begin(now);
    if (this.#lostAt !== undefined) this.#awayFor += now - this.#lostAt;
    this.#lostAt = to === 'reconnecting' ? now : undefined;
    if (to === 'reconnecting') this.#outages++;
    if (to === 'connected') this.#joinedAfter ??= now - this.#startedAt;
  }

  /** The sound of another participant plays. */
  audioPlayed(): void {
    this.#firstAudio ??= this.#clock.now() - this.#startedAt;
  }

  /** The room is read again after an outage. */
  resync(): void {
    this.#resyncs++;
  }

  /** The engine, with its refusals counted. */
  counting(api: EngineApi): EngineApi {
    return {
      call: (name, request) =>
        api.call(name, request).catch((error: unknown) => {
          if (error instanceof UTDStreamError) this.#refused(error.code);
          throw error;
        }),
    };
  }

  report(why: Ended['why']): SessionReport {
    return {
      why,
      duration: this.#clock.now() - this.#startedAt,
      join: this.#joinedAfter,
      firstAudio: this.#firstAudio,
      outages: this.#outages,
      away: this.#awayFor,
      resyncs: this.#resyncs,
      refusals: { ...this.#refusals },
    };
  }

  #refused(code: ErrorCode): void {
    if (code !== 'cancelled') this.#refusals[code] = (this.#refusals[code] ?? 0) + 1;
  }

  #begin(now: number): void {
    this.#startedAt = now;
    this.#joinedAfter = this.#firstAudio = null;
    this.#lostAt = undefined;
    this.#outages = this.#awayFor = this.#resyncs = 0;
    this.#refusals = {};
  }
}
