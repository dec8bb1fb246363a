import type { Snapshot } from '../protocol/room-state.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import { StateSignal } from '../reactive/state-signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';

/** The time since the answer, counted by the clock of the page, which may differ from the engine's. */
export class CallDuration {
  readonly #scope: SessionScope;
  readonly #seconds: StateSignal<number | null>;
  /** Milliseconds between the answer and the admission of this device. */
  #before = 0;
  #counting = new AbortController();

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#seconds = new StateSignal<number | null>(null, () => scope.batch(() => {}));
    this.seconds = this.#seconds.readonly;
  }

  readonly seconds: ReadonlySignal<number | null>;

  admitted({ call, server_time }: Pick<Snapshot, 'call' | 'server_time'>): void {
    const started = call?.started_at;
    this.#before = started ? Math.max(Date.parse(server_time) - Date.parse(started), 0) : 0;
    if (!started) this.#seconds.value = null;
  }

  start(): void {
    this.#counting = new AbortController();
    const { clock } = this.#scope;
    this.#count(clock.now() - this.#before, this.#counting.signal);
  }

  stop(): void {
    this.#counting.abort();
  }

  #count(since: number, signal: AbortSignal): void {
    const { clock } = this.#scope;
    const passed = clock.now() - since;
    this.#seconds.value = Math.floor(passed / 1000);
    clock.after(1000 - (passed % 1000), () => this.#count(since, signal), signal);
  }
}
