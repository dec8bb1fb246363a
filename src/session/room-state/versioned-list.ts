import type { At, Private } from '../../protocol/room-state.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import { neverChanged, isNewer } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** What was said of one thing; `null`: it is gone. */
interface Said<T> {
  readonly item: T | null;
  /** The change that said so. */
  readonly by: At;
  /** The room's state that goes with it. */
  readonly at: At;
}

interface Known<T> {
  /** The change that the last whole list is from. */
  readonly whole: At;
  readonly said: ReadonlyMap<string, Said<T>>;
}

const changeOf = ({ epoch, version }: Private): At => ({ epoch, rev: version });

/**
 * Things that only some may see. Messages bring and take single ones, snapshots say all. Each counts
 * from the change that it is from, so that the outcome is the same in whatever order they come. One
 * change can say several things.
 */
export class VersionedList<T extends { readonly id: string }> {
  readonly #known: StateSignal<Known<T>>;

  constructor(scope: SessionScope) {
    this.#known = scope.signal<Known<T>>({ whole: neverChanged, said: new Map() });
  }

  /** All that are there. What was said since stays said. */
  whole(items: readonly T[], from: Private): void {
    const { whole, said } = this.#known.value;
    const by = changeOf(from);
    if (isNewer(whole, by)) return;
    const since = [...said].filter(([, each]) => isNewer(each.by, by));
    const these = items.map((item): [string, Said<T>] => [item.id, { item, by, at: from }]);
    this.#known.value = { whole: by, said: new Map([...these, ...since]) };
  }

  /** One came, or changed; with `null` it went. */
  one(id: string, item: T | null, from: Private): void {
    const { whole, said } = this.#known.value;
    const by = changeOf(from);
    if (isNewer(said.get(id)?.by ?? whole, by)) return;
    this.#known.value = { whole, said: new Map([...said, [id, { item, by, at: from }]]) };
  }

  has(id: string): boolean {
    return !!this.#known.get().said.get(id)?.item;
  }

  /** Those that are there and of which `holds` says so. */
  those(holds: (item: T, at: At) => boolean): readonly T[] {
    return [...this.#known.get().said.values()].flatMap(({ item, at }) =>
      item && holds(item, at) ? [item] : [],
    );
  }
}
