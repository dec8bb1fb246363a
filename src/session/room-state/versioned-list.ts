import type { At, Private } from '../../protocol/room-state.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import { neverChanged, isNewer } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';

/** The newest state of one item. */
interface Entry<T> {
  /** `null`: the item was removed. */
  readonly item: T | null;
  /** The change that set the state. */
  readonly by: At;
  /** The version of the room at that change. */
  readonly at: At;
}

interface Entries<T> {
  /** The change of the last complete list. */
  readonly replacedBy: At;
  readonly byId: ReadonlyMap<string, Entry<T>>;
}

const changeOf = ({ epoch, version }: Private): At => ({ epoch, rev: version });

/**
 * A list of private items, such as requests to speak. Messages set and remove single items; snapshots replace all
 * items. Each is ordered by the change that caused it, so that the result does not depend on the order of arrival. One
 * change can set several items.
 */
export class VersionedList<T extends { readonly id: string }> {
  readonly #entries: StateSignal<Entries<T>>;

  constructor(scope: SessionScope) {
    this.#entries = scope.signal<Entries<T>>({ replacedBy: neverChanged, byId: new Map() });
  }

  /** Replaces all items. Items that a newer change has set stay. */
  replaceAll(items: readonly T[], from: Private): void {
    const { replacedBy, byId } = this.#entries.value;
    const by = changeOf(from);
    if (isNewer(replacedBy, by)) return;
    const newer = [...byId].filter(([, each]) => isNewer(each.by, by));
    const replaced = items.map((item): [string, Entry<T>] => [item.id, { item, by, at: from }]);
    this.#entries.value = { replacedBy: by, byId: new Map([...replaced, ...newer]) };
  }

  /** Sets an item; `null` removes the item. */
  set(id: string, item: T | null, from: Private): void {
    const { replacedBy, byId } = this.#entries.value;
    const by = changeOf(from);
    if (isNewer(byId.get(id)?.by ?? replacedBy, by)) return;
    this.#entries.value = { replacedBy, byId: new Map([...byId, [id, { item, by, at: from }]]) };
  }

  /** Whether the list has an item of this id. Reads signals. */
  has(id: string): boolean {
    return !!this.#entries.get().byId.get(id)?.item;
  }

  /** The items for which `holds` is true. Reads signals. */
  filter(holds: (item: T, at: At) => boolean): readonly T[] {
    return [...this.#entries.get().byId.values()].flatMap(({ item, at }) =>
      item && holds(item, at) ? [item] : [],
    );
  }
}
