import { times } from '../../src/protocol/constants.ts';
import { frameText } from '../../src/protocol/signalling/server-frames.ts';
import { Alarm } from '../core/alarm.ts';
import type { Bus } from '../core/bus.ts';
import type { Clock } from '../core/clock.ts';

interface TypingDeps {
  readonly bus: Bus;
  readonly clock: Clock;
}

interface Typist {
  readonly app: string;
  readonly conversation: string;
  readonly from: string;
}

const keyOf = ({ app, conversation, from }: Typist): string => `${app} ${conversation} ${from}`;

/** The people who are typing. It ends by itself, so that a typist who is cut off types no longer. */
export class Typing {
  readonly #deps: TypingDeps;
  /** In the order of their ends. */
  readonly #typing = new Map<string, Typist & { readonly to: readonly string[]; readonly until: number }>();
  readonly #alarm: Alarm;

  constructor(deps: TypingDeps) {
    this.#deps = deps;
    this.#alarm = new Alarm(deps.clock, () => this.#ring());
  }

  /** @param to the people who are told, of the end too */
  begin(typist: Typist, to: readonly string[]): void {
    const until = this.#deps.clock.now() + times.typing;
    this.#typing.delete(keyOf(typist));
    this.#typing.set(keyOf(typist), { ...typist, to, until });
    this.#alarm.by(until);
    this.#tell(typist, to, true);
  }

  end(typist: Typist): void {
    const known = this.#typing.get(keyOf(typist));
    if (!known) return;
    this.#typing.delete(keyOf(typist));
    this.#tell(typist, known.to, false);
  }

  close(): void {
    this.#alarm.off();
  }

  #tell({ app, conversation, from }: Typist, to: readonly string[], on: boolean): void {
    const more = on ? { expires_in: times.typing / 1000 } : {};
    const frame = frameText('typing', { conversation, from, on, ...more });
    for (const identity of to) this.#deps.bus.publish({ app, identity, channel: 'devices' }, { frame });
  }

  #ring(): void {
    const now = this.#deps.clock.now();
    for (const typist of this.#typing.values()) {
      if (typist.until > now) return this.#alarm.by(typist.until);
      this.end(typist);
    }
  }
}
