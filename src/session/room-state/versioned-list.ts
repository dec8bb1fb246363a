import type { At, Private } from '../../protocol/room-state.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import { neverChanged, isNewer } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The newest state of one item. */
interface Said<T> {
  /** `null`: the item was removed. */
  readonly item: T | null;
  /** The change that set the state. */
  readonly by: At;
  /** The version of the room at that change. */
  readonly at: At;
}

interface Known<T> {
  /** The change of the last complete list. */
  readonly whole: At;
  readonly said: ReadonlyMap<string, Said<T>>;
}

const changeOf = ({ epoch, version }: Private): At => ({ epoch, rev: version });

/**
 * A list of private items, such as requests to speak. Messages set and remove single items; snapshots replace all
 * items. Each is ordered by the change that caused it, so that the result does not depend on the order of arrival. One
 * change can set several items.
 */
export class VersionedList<T extends { readonly id: string }> {
  readonly #known: StateSignal<Known<T>>;

  constructor(scope: SessionScope) {
    this.#known = scope.signal<Known<T>>({ whole: neverChanged, said: new Map() });
  }

  /** Replaces all items. Items that a newer change has set stay. */
  whole(items: readonly T[], from: Private): void {
    const { whole, said } = this.#known.value;
    const by = changeOf(from);
    if (isNewer(whole, by)) return;
    const since = [...said].filter(([, each]) => isNewer(each.by, by));
    const these = items.map((item): [string, Said<T>] => [item.id, { item, by, at: from }]);
    this.#known.value = { whole: by, said: new Map([...these, ...since]) };
  }

  /** Sets an item; `null` removes the item. */
  one(id: string, item: T | null, from: Private): void {
    const { whole, said } = this.#known.value;
    const by = changeOf(from);
    if (isNewer(said.get(id)?.by ?? whole, by)) return;
    this.#known.value = { whole, said: new Map([...said, [id, { item, by, at: from }]]) };
  }

  /** Whether the list has an item of this id. Reads signals. */
  has(id: string): boolean {
    return !!this.#known.get().said.get(id)?.item;
  }

  /** The items for which `holds` is true. Reads signals. */
  those(holds: (item: T, at: At) => boolean): readonly T[] {
    return [...this.#known.get().said.values()].flatMap(({ item, at }) =>
      item && holds(item, at) ? [item] : [],
    );
  }
}
