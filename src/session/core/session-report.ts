import type { Clock } from '../../platform/page/clock.ts';
import type { EngineApi } from '../../platform/engine-http/engine-api.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import type { ConnectionState, Ended, SessionReport } from '../../model/shapes.ts';

/** Counts what the owner of a site wants to know of a session, and nothing of who was in it. */
export class SessionReporter {
  readonly #clock: Clock;
  #begun = 0;
  #joined: number | null = null;
  #heard: number | null = null;
  #lost: number | undefined;
  #outages = 0;
  #away = 0;
  #rereads = 0;
  #refusals: Partial<Record<ErrorCode, number>> = {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  state(to: ConnectionState): void {
    const now = this.#clock.now();
    if (to === 'connecting') this.#begin(now);
    if (this.#lost !== undefined) this.#away += now - this.#lost;
    this.#lost = to === 'reconnecting' ? now : undefined;
    if (to === 'reconnecting') this.#outages++;
    if (to === 'connected') this.#joined ??= now - this.#begun;
  }

  /** Somebody's sound plays. */
  heard(): void {
    this.#heard ??= this.#clock.now() - this.#begun;
  }

  reread(): void {
    this.#rereads++;
  }

  /** The engine, with what it refuses counted. */
  counted(api: EngineApi): EngineApi {
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
      duration: this.#clock.now() - this.#begun,
      join: this.#joined,
      firstAudio: this.#heard,
      outages: this.#outages,
      away: this.#away,
      resyncs: this.#rereads,
      refusals: { ...this.#refusals },
    };
  }

  #refused(code: ErrorCode): void {
    if (code !== 'cancelled') this.#refusals[code] = (this.#refusals[code] ?? 0) + 1;
  }

  #begin(now: number): void {
    this.#begun = now;
    this.#joined = this.#heard = null;
    this.#lost = undefined;
    this.#outages = this.#away = this.#rereads = 0;
    this.#refusals = {};
  }
}
