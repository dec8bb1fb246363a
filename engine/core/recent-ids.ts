/** The newest ids of a sequence, to know a repeated one. */
export class RecentIds {
  readonly #size: number;
  readonly #ids = new Set<string>();

  /** @param size the number of ids that are remembered */
  constructor(size: number) {
    this.#size = size;
  }

  /** Remembers an id. @returns whether the id is new */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    // A set keeps the order of insertion: the first is the oldest.
    for (const oldest of this.#ids) {
      if (this.#ids.size <= this.#size) break;
      this.#ids.delete(oldest);
    }
    return true;
  }
}
